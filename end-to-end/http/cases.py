"""The requests of the differential suite, as data: a name and the bytes on the wire.

In a request {etag}, {gzip-etag} and {date} stand for what the server asked has told of the file before: its
entity tags and its Last-Modified; {before} and {after} are dates an hour around that one.
"""

ALPHABET = b"abcdefghijklmnopqrstuvwxyz"
TEXT = b"".join(b"Line %06d of a text that compresses well.\n" % n for n in range(200))
LARGE = bytes((n * 131 + (n >> 8) * 17 + (n >> 16) * 7) & 0xFF for n in range(300_000))


def page(title):
    return f"<!doctype html><html lang=en><title>{title}</title><p>{title}</html>\n".encode()


FILES = {
    "index.html": page("Home"),
    "404.html": page("Nothing here"),
    "about.html": page("About"),
    "posts/index.html": page("Posts"),
    "posts/hello/index.html": page("Hello"),
    "alphabet.txt": ALPHABET,
    "text.txt": TEXT,
    "empty.txt": b"",
    "one.txt": b"1",
    "large.png": LARGE,
    "page.css": b"body { color: #111 }\n" * 100,
    "data.json": b'{"a": [' + b"1, " * 600 + b"2]}\n",
    "icon.svg": b"<svg xmlns='http://www.w3.org/2000/svg'>" + b"<path d='M0 0h1v1z'/>" * 60 + b"</svg>\n",
    "feed.xml": b"<feed>" + b"<entry/>" * 200 + b"</feed>\n",
    "noending": b"What am I?\n",
    "Read me (r).txt": b"spaces and parentheses\n",
    "gr\u00fc\u00dfe.txt": "gr\u00fc\u00dfe\n".encode(),
    "\u65e5\u672c/index.html": page("\u65e5\u672c"),
    "a+b.txt": b"plus\n",
    "50%.txt": b"percent\n",
    "$x.txt": b"dollar\n",
    "semi;colon.txt": b"semicolon\n",
    "what?.txt": b"question mark\n",
    "hash#.txt": b"hash\n",
    "UPPER.txt": b"upper\n",
    ".secret": b"nobody's business\n",
    ".well-known/security.txt": b"Contact: mailto:me@example.org\n",
    "folder/.htaccess": b"deny from all\n",
}

PATHS = [
    "/", "/index.html", "/404.html", "/about.html", "/posts/", "/posts/hello/", "/alphabet.txt", "/text.txt", "/empty.txt",
    "/one.txt", "/large.png", "/page.css", "/data.json", "/icon.svg", "/feed.xml", "/noending",
]

ADDRESSES = [
    # folders and pages without their ending
    "/posts", "/posts?x=1", "/posts/?x=1&y=2", "/posts/hello", "/posts/hello?", "/posts/hello/index.html", "/about",
    "/about/", "/about?x", "/posts/index", "/index", "/alphabet.txt/", "/folder", "/folder/", "/none", "/none/", "/none.html",
    "/posts/none", "/posts/hello/none.png",
    # percent-encoding
    "/Read%20me%20(r).txt", "/Read%20me%20%28r%29.txt", "/%61lphabet.txt", "/%41lphabet.txt", "/alphabet%2Etxt",
    "/gr%C3%BC%C3%9Fe.txt", "/gru%CC%88%C3%9Fe.txt", "/gr%c3%bc%c3%9fe.txt", "/%E6%97%A5%E6%9C%AC", "/%E6%97%A5%E6%9C%AC/",
    "/a+b.txt", "/a%2Bb.txt", "/a%20b.txt", "/50%25.txt", "/50%.txt", "/$x.txt", "/%24x.txt", "/semi;colon.txt",
    "/semi%3Bcolon.txt", "/what%3F.txt", "/what?.txt", "/hash%23.txt", "/%2561lphabet.txt", "/alphabet.txt%20", "/alphabet.txt%0a",
    "/alphabet.txt?%00", "/alphabet.txt?a=%zz", "/alphabet.txt?", "/alphabet.txt??", "/alphabet.txt#top", "/upper.txt", "/UPPER.TXT",
    # what could be read in two ways
    "/%", "/%2", "/%zz", "/%00", "/alphabet.txt%00", "/alphabet.txt%00.html", "/%01", "/%7f", "/%ff", "/%c0%af", "/%c0%ae%c0%ae/",
    "/%e0%80%af", "/%ed%a0%80", "/posts%2fhello/", "/posts%2Fhello/", "/posts%5chello/", "/posts\\hello/", "/posts/hello/%2e",
    "/posts/hello/..", "/posts/../alphabet.txt", "/posts/%2e%2e/alphabet.txt", "/posts/./hello/", "/posts/%2e/hello/",
    "/../alphabet.txt", "/..", "/.", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd", "/..%5c..%5cetc/passwd",
    "/....//alphabet.txt", "/...", "/..;/alphabet.txt",
    "//", "//alphabet.txt", "/posts//hello/", "///", "//posts/", "//example.org/", "//posts",
    "/posts/hello//", "/alphabet.txt//", "/./", "/;", "/~", "/*", "/'", "/\"", "/<>", "/|", "/`", "/{}", "/^",
    # what is never served
    "/.secret", "/%2esecret", "/folder/.htaccess", "/.well-known/security.txt", "/.git/config", "/.env",
    # long ones
    "/" + "a" * 1000, "/" + "a/" * 1000, "/alphabet.txt?" + "q" * 4000,
]

RANGES = [
    "bytes=0-0", "bytes=0-", "bytes=0-25", "bytes=0-26", "bytes=0-999", "bytes=5-9", "bytes=25-", "bytes=25-25", "bytes=26-", "bytes=26-30",
    "bytes=100-", "bytes=-1", "bytes=-5", "bytes=-26", "bytes=-27", "bytes=-999", "bytes=-0", "bytes=9-5", "bytes=", "bytes=-", "bytes",
    "bytes=a-b", "bytes=0-b", "bytes=1", "bytes=0-0x", "bytes=--1", "bytes= 0-1", "bytes=0 -1", "bytes=0- 1", " bytes=0-1", "Bytes=0-1",
    "BYTES=0-1", "bytes=00-01", "bytes:0-1", "lines=0-1", "items=0-1,bytes=0-1", "bytes=0-1,", "bytes=,0-1", "bytes=,", "bytes=0-0,2-2",
    "bytes=0-0,-1", "bytes=0-0, 2-2 , 4-4", "bytes=2-2,0-0", "bytes=0-4,2-6", "bytes=0-25,0-25", "bytes=0-0,100-", "bytes=100-,0-0", "bytes=100-,200-",
    "bytes=0-0,a-b", "bytes=5-2,0-0", "bytes=0-18446744073709551615", "bytes=18446744073709551616-", "bytes=99999999999999999999999-",
    "bytes=-99999999999999999999999", "bytes=0-99999999999999999999999", "bytes=" + ",".join(f"{n}-{n}" for n in range(0, 20, 2)),
    "bytes=" + ",".join("0-0" for _ in range(200)), "bytes=0-0;q=1", "bytes=0-1\t",
]

CONDITIONS = [
    ["If-None-Match: {etag}"], ["If-None-Match: W/{etag}"], ['If-None-Match: "x"'], ['If-None-Match: "x", {etag}'], ['If-None-Match: "x",{etag},"y"'],
    ["If-None-Match: *"], ["If-None-Match: "], ["If-None-Match: x"], ['If-None-Match: "x'], ['If-None-Match: "x"', "If-None-Match: {etag}"],
    ["If-None-Match: {gzip-etag}"], ["If-None-Match: {gzip-etag}", "Accept-Encoding: gzip"], ["If-None-Match: {etag}", "Accept-Encoding: gzip"],
    ["If-Match: {etag}"], ["If-Match: W/{etag}"], ['If-Match: "x"'], ['If-Match: "x", {etag}'], ["If-Match: *"], ["If-Match: "],
    ["If-Match: {etag}", "If-None-Match: {etag}"], ['If-Match: "x"', "If-None-Match: {etag}"], ["If-Match: {etag}", "If-Unmodified-Since: {before}"],
    ["If-Modified-Since: {date}"], ["If-Modified-Since: {before}"], ["If-Modified-Since: {after}"], ["If-Modified-Since: yesterday"], ["If-Modified-Since: "],
    ["If-Modified-Since: 0"], ["If-Modified-Since: {date}", "If-None-Match: {etag}"], ["If-Modified-Since: {date}", 'If-None-Match: "x"'],
    ["If-Modified-Since: {before}", "If-None-Match: {etag}"],
    ["If-Unmodified-Since: {date}"], ["If-Unmodified-Since: {before}"], ["If-Unmodified-Since: {after}"], ["If-Unmodified-Since: yesterday"],
    ["If-Unmodified-Since: {date}", "If-Modified-Since: {date}"], ["If-Unmodified-Since: {before}", "If-None-Match: {etag}"],
    ["Range: bytes=0-4", "If-Range: {etag}"], ["Range: bytes=0-4", "If-Range: W/{etag}"], ["Range: bytes=0-4", 'If-Range: "x"'],
    ["Range: bytes=0-4", "If-Range: {date}"], ["Range: bytes=0-4", "If-Range: {before}"], ["Range: bytes=0-4", "If-Range: {after}"],
    ["Range: bytes=0-4", "If-Range: x"], ["Range: bytes=0-4", "If-Range: "], ["If-Range: {etag}"], ["Range: bytes=99999-", 'If-Range: "x"'],
    ["Range: bytes=99999-", "If-Range: {etag}"], ["Range: bytes=0-4", "If-None-Match: {etag}"], ["Range: bytes=0-4", 'If-Match: "x"'],
    ["Range: bytes=0-4", "If-Match: {etag}"], ["Range: bytes=99999-", "If-None-Match: {etag}"], ["Range: bytes=0-4", "If-Modified-Since: {date}"],
    ["Range: bytes=0-4", "If-Unmodified-Since: {before}"],
]

ENCODINGS = [
    "gzip", "GZIP", "x-gzip", "gzip;q=1", "gzip;q=0", "gzip; q=0.5", "gzip ;q=0.5", "gzip;q=0.000", "gzip;q=0.001", "gzip;q=2", "gzip;q=x",
    "gzip,", ",gzip", "deflate, gzip", "deflate", "compress", "identity", "identity;q=0", "identity;q=0, gzip", "identity;q=1, gzip;q=0.5",
    "gzip;q=0.5, identity;q=0.1", "*", "*;q=0", "*;q=0.5", "gzip;q=0, *", "*;q=0, gzip", "gzip;q=0, *;q=0", "", "gzipped", "xgzip", "gzip2", "br;q=0, gzip",
    "gzip, gzip;q=0", "foo;q=1, gzip;q=0.5", "gzip\t;\tq=1",
]

METHODS = [
    "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND", "BREW", "get", "Get", "GETT", "G", "M-SEARCH",
]


def field_lines(lines):
    return "".join(line + "\r\n" for line in lines)


def get(path, *lines, method="GET", version="1.1"):
    return f"{method} {path} HTTP/{version}\r\nHost: localhost\r\n{field_lines(lines)}\r\n"


def cases():
    """Name and request of each."""
    for path in PATHS:
        yield f"file GET {path}", get(path)
        yield f"file HEAD {path}", get(path, method="HEAD")
    for path in ADDRESSES:
        yield f"address {path if len(path) < 80 else path[:20] + '...' + str(len(path))}", get(path)
    for field in RANGES:
        yield f"range {field if len(field) < 80 else field[:20] + '...'}", get("/alphabet.txt", f"Range: {field}")
    for field in ("bytes=0-99", "bytes=-100", "bytes=299999-", "bytes=300000-", "bytes=65530-65545", "bytes=0-0,299999-299999", "bytes=0-299999"):
        yield f"range of a large file {field}", get("/large.png", f"Range: {field}")
    for field in ("bytes=0-0", "bytes=99999-", "bytes=0-0,2-2"):
        yield f"range with HEAD {field}", get("/alphabet.txt", f"Range: {field}", method="HEAD")
        yield f"range with gzip {field}", get("/text.txt", f"Range: {field}", "Accept-Encoding: gzip")
    yield "range of nothing bytes=0-", get("/empty.txt", "Range: bytes=0-")
    yield "range of nothing bytes=-1", get("/empty.txt", "Range: bytes=-1")
    yield "range twice", get("/alphabet.txt", "Range: bytes=0-0", "Range: bytes=2-2")
    yield "range of what is not there", get("/none", "Range: bytes=0-0")
    yield "range of a redirect", get("/posts", "Range: bytes=0-0")
    for lines in CONDITIONS:
        yield f"condition {' + '.join(lines)}", get("/text.txt", *lines)
    for lines in CONDITIONS[:6] + CONDITIONS[13:18]:
        yield f"condition with HEAD {' + '.join(lines)}", get("/text.txt", *lines, method="HEAD")
    yield "condition of what is not there If-None-Match: *", get("/none", "If-None-Match: *")
    yield "condition of what is not there If-Match: *", get("/none", "If-Match: *")
    yield "condition of a redirect If-None-Match: *", get("/posts", "If-None-Match: *")
    for field in ENCODINGS:
        yield f"encoding {field}", get("/text.txt", f"Accept-Encoding: {field}")
    for path in ("/alphabet.txt", "/large.png", "/page.css", "/data.json", "/icon.svg", "/feed.xml", "/empty.txt", "/none"):
        yield f"encoding gzip of {path}", get(path, "Accept-Encoding: gzip")
    yield "encoding gzip with HEAD", get("/text.txt", "Accept-Encoding: gzip", method="HEAD")
    yield "encoding twice", get("/text.txt", "Accept-Encoding: deflate", "Accept-Encoding: gzip")
    for method in METHODS:
        yield f"method {method}", get("/alphabet.txt", method=method)
        yield f"method {method} of what is not there", get("/none", method=method)
    yield "method OPTIONS *", get("*", method="OPTIONS")
    yield "method GET *", get("*")
    yield "method CONNECT host:port", get("example.org:443", method="CONNECT")
    yield "method POST with a body", get("/alphabet.txt", "Content-Length: 5", method="POST") + "hello"
    yield "method POST with a chunked body", get(
        "/alphabet.txt", "Transfer-Encoding: chunked", method="POST") + "5\r\nhello\r\n0\r\n\r\n"
    yield from messages()


def messages():
    """How a request is written: RFC 9112."""
    rows = {
        "HTTP/1.0": "GET /alphabet.txt HTTP/1.0\r\n\r\n",
        "HTTP/1.0 kept alive": "GET /alphabet.txt HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        "HTTP/1.0 with a range": "GET /alphabet.txt HTTP/1.0\r\nRange: bytes=0-1\r\n\r\n",
        "HTTP/1.0 with gzip": "GET /text.txt HTTP/1.0\r\nAccept-Encoding: gzip\r\n\r\n",
        "HTTP/0.9": "GET /alphabet.txt\r\n",
        "HTTP/1.2": get("/alphabet.txt", version="1.2"),
        "HTTP/2.0": get("/alphabet.txt", version="2.0"),
        "HTTP/9.9": get("/alphabet.txt", version="9.9"),
        "http/1.1": "GET /alphabet.txt http/1.1\r\nHost: localhost\r\n\r\n",
        "HTTP/1.": "GET /alphabet.txt HTTP/1.\r\nHost: localhost\r\n\r\n",
        "HTTX/1.1": "GET /alphabet.txt HTTX/1.1\r\nHost: localhost\r\n\r\n",
        "no host": "GET /alphabet.txt HTTP/1.1\r\n\r\n",
        "empty host": "GET /alphabet.txt HTTP/1.1\r\nHost:\r\n\r\n",
        "two hosts": "GET /alphabet.txt HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "the same host twice": "GET /alphabet.txt HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
        "a host that is none": "GET /alphabet.txt HTTP/1.1\r\nHost: a b\r\n\r\n",
        "a host with a slash": "GET /alphabet.txt HTTP/1.1\r\nHost: a/b\r\n\r\n",
        "a host with a user": "GET /alphabet.txt HTTP/1.1\r\nHost: me@a\r\n\r\n",
        "connection close": get("/alphabet.txt", "Connection: close"),
        "connection CLOSE": get("/alphabet.txt", "Connection: CLOSE"),
        "connection close and more": get("/alphabet.txt", "Connection: te, close"),
        "absolute form": "GET http://localhost/alphabet.txt HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "absolute form of another host": "GET http://example.org/alphabet.txt HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "absolute form without a path": "GET http://localhost HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "absolute form with a query and no path": "GET http://localhost?a=/b HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "absolute form with a large scheme": "GET HTTP://localhost/alphabet.txt HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "absolute form of a file": "GET file:///etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "no slash": "GET alphabet.txt HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "no target": "GET HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "an empty target": "GET  HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "a space in the target": "GET /alpha bet.txt HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "two spaces before the version": "GET /alphabet.txt  HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "a tab in the request line": "GET\t/alphabet.txt\tHTTP/1.1\r\nHost: localhost\r\n\r\n",
        "bytes beyond ASCII in the target": "GET /gr\u00fc\u00dfe.txt HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "an empty line before": "\r\n" + get("/alphabet.txt"),
        "bare line feeds": "GET /alphabet.txt HTTP/1.1\nHost: localhost\n\n",
        "a bare carriage return in a value": get("/alphabet.txt", "X: a\rb"),
        "NUL in a value": get("/alphabet.txt", "X: a\0b"),
        "NUL in a name": get("/alphabet.txt", "X\0Y: a"),
        "a space before the colon": get("/alphabet.txt", "Range : bytes=0-0"),
        "a space before the name": "GET /alphabet.txt HTTP/1.1\r\n Host: localhost\r\n\r\n",
        "a folded line": get("/alphabet.txt", "X: a\r\n b"),
        "no colon": get("/alphabet.txt", "Range"),
        "no name": get("/alphabet.txt", ": x"),
        "an odd name": get("/alphabet.txt", "X(Y): z"),
        "bytes beyond ASCII in a value": get("/alphabet.txt", "X: gr\u00fc\u00dfe"),
        "many fields": get("/alphabet.txt", *[f"X-{n}: {n}" for n in range(90)]),
        "a long field": get("/alphabet.txt", "X: " + "y" * 7000),
        "a field that is too long": get("/alphabet.txt", "X: " + "y" * 40000),
        "a target that is too long": get("/" + "a" * 20000),
        "a body on GET": get("/alphabet.txt", "Content-Length: 5") + "hello",
        "a chunked body on GET": get("/alphabet.txt", "Transfer-Encoding: chunked") + "5\r\nhello\r\n0\r\n\r\n",
        "a body that is not sent": get("/alphabet.txt", "Content-Length: 5", "Expect: 100-continue", "Connection: close"),
        "expect the impossible": get("/alphabet.txt", "Expect: wonders"),
        "a length below nothing": get("/alphabet.txt", "Content-Length: -1"),
        "a length with a plus": get("/alphabet.txt", "Content-Length: +5") + "hello",
        "a length that is none": get("/alphabet.txt", "Content-Length: x"),
        "an empty length": get("/alphabet.txt", "Content-Length:"),
        "two lengths": get("/alphabet.txt", "Content-Length: 5", "Content-Length: 6") + "hello!",
        "the same length twice": get("/alphabet.txt", "Content-Length: 5", "Content-Length: 5") + "hello",
        "a list of lengths": get("/alphabet.txt", "Content-Length: 5, 5") + "hello",
        "a length and chunks": get("/alphabet.txt", "Content-Length: 5", "Transfer-Encoding: chunked") + "0\r\n\r\n",
        "an unknown transfer coding": get("/alphabet.txt", "Transfer-Encoding: gibberish"),
        "chunked and not last": get("/alphabet.txt", "Transfer-Encoding: chunked, gzip") + "0\r\n\r\n",
        "chunked twice": get("/alphabet.txt", "Transfer-Encoding: chunked, chunked") + "0\r\n\r\n",
        "chunked in HTTP/1.0": "POST /alphabet.txt HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "a chunk size that is none": get("/alphabet.txt", "Transfer-Encoding: chunked") + "x\r\n\r\n",
        "a chunk that is longer than it says": get("/alphabet.txt", "Transfer-Encoding: chunked") + "1\r\nhello\r\n0\r\n\r\n",
        "an upgrade to what is not known": get("/alphabet.txt", "Connection: Upgrade", "Upgrade: telnet"),
        "an upgrade to a WebSocket": get(
            "/alphabet.txt", "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="),
    }
    for name, request in rows.items():
        yield f"message {name}", request
