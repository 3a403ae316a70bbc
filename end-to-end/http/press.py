"""What the suites of this folder share: a release of given files, a server that serves it, nginx beside it,
and requests that go over the wire exactly as they are written."""
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

PROJECT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CLASSES = os.path.join(PROJECT, "site-contract", "target", "classes")
BUILDER = os.path.join(PROJECT, "builder-service", "target", "quarkus-app", "quarkus-run.jar")
SERVER = os.path.join(PROJECT, "server-service", "target", "quarkus-app", "quarkus-run.jar")
FLAGS = "@" + os.path.join(PROJECT, "server-service", "java-flags")
PATIENCE = 60  # seconds: only a fault waits this long


def java():
    return subprocess.run(
        ["bash", "-c", '. "$1/.mvn/jdk" && echo "$JAVA_HOME/bin/java"', "bash", PROJECT],
        check=True, text=True, stdout=subprocess.PIPE).stdout.strip()


def build():
    """Builds what is not there. The whole gate has built it already."""
    if not (os.path.exists(BUILDER) and os.path.exists(SERVER) and os.path.isdir(CLASSES)):
        maven("package", "-Dmaven.test.skip", "-pl", "builder-service,server-service", "-am")


def maven(*arguments):
    subprocess.run([os.path.join(PROJECT, "mvnw"), "-B", "-q", *arguments], cwd=PROJECT, check=True)


def install(command, *packages):
    """Debian's packages, where the command that they bring is not there."""
    if not shutil.which(command, path=os.environ["PATH"] + ":/usr/sbin"):
        wait = ["-o", "DPkg::Lock::Timeout=300"]
        subprocess.run(["apt-get", *wait, "update", "-qq"], check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["apt-get", *wait, "install", "-y", "-qq", "--no-install-recommends", *packages],
                       check=True, stdout=subprocess.DEVNULL,
                       env=dict(os.environ, DEBIAN_FRONTEND="noninteractive"))


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def write(folder, files):
    for name, content in files.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content)


def publish(folder, store):
    """A release of the files in a folder. Returns when it was published, in seconds."""
    release = subprocess.run(
        [java(), "--enable-native-access=ALL-UNNAMED", "-cp", CLASSES,
         os.path.join(PROJECT, "end-to-end", "http", "Publish.java"), folder, store],
        check=True, text=True, stdout=subprocess.PIPE).stdout.strip()
    return os.stat(os.path.join(store, "releases", release)).st_mtime


class Process:
    """A program that listens at a port, from when it answers to the end of a `with`."""

    def __init__(self, folder, name, command, port, environment=None):
        self.port = port
        self.log = os.path.join(folder, name + ".log")
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                command, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                env=dict(os.environ, **(environment or {})), start_new_session=True)

    def __enter__(self):
        end = time.monotonic() + PATIENCE
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > end:
                self.stop()
                sys.exit(f"{self.process.args[0]} does not answer:\n" + self.printed())
            time.sleep(0.02)
        return self

    def answers(self):
        try:
            # A redirect where it leads all to TLS.
            return request(self.port, b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").status in (200, 301)
        except OSError:
            return False

    def printed(self):
        with open(self.log, encoding="utf-8", errors="replace") as log:
            return log.read()

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def __exit__(self, *error):
        self.stop()


def server(folder, store, *options, **settings):
    """server-service on a store, with no broker, as the launcher starts it."""
    port = free_port()
    return Process(
        folder, "server", [java(), FLAGS, *options, "-jar", SERVER], port,
        {"PRESSROOM_STORE": store, "QUARKUS_HTTP_PORT": str(port), "QUARKUS_MANAGEMENT_PORT": str(free_port()),
         "PRESSROOM_BROKER_PORT": str(free_port()), "MALLOC_ARENA_MAX": "2", **settings})


class Response:
    """A response as it came: status 0 where none did."""

    def __init__(self, status=0, headers=(), body=b"", whole=True):
        self.status = status
        self.headers = list(headers)
        self.body = body
        self.whole = whole  # not cut off, and not longer than it said

    def all(self, name):
        return [value for key, value in self.headers if key == name]

    def get(self, name, default=None):
        values = self.all(name)
        return ", ".join(values) if values else default


class Connection:
    """A connection on which requests go out exactly as they are given."""

    def __init__(self, port, timeout=5):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout)
        self.buffer = b""

    def close(self):
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data)

    def _more(self):
        try:
            part = self.socket.recv(1 << 16)
        except (ConnectionError, socket.timeout):
            part = b""
        self.buffer += part
        return part

    def _until(self, mark):
        while mark not in self.buffer:
            if not self._more():
                return None
        head, self.buffer = self.buffer.split(mark, 1)
        return head

    def _take(self, count):
        while len(self.buffer) < count and self._more():
            pass
        taken, self.buffer = self.buffer[:count], self.buffer[count:]
        return taken

    def response(self, head=False):
        """The next response, and not the provisional ones before it."""
        while True:
            text = self._until(b"\r\n\r\n")
            if text is None:
                return Response()
            lines = text.decode("latin-1").split("\r\n")
            status = re.fullmatch(r"HTTP/1\.[01] (\d{3})(?: .*)?", lines[0])
            if not status:
                return Response()
            response = Response(int(status[1]))
            for line in lines[1:]:
                name, _, value = line.partition(":")
                response.headers.append((name.lower(), value.strip()))
            if response.status >= 200 or response.status == 101:
                break
        if head or response.status in (204, 304):
            return response
        if "chunked" in response.get("transfer-encoding", ""):
            while True:
                size = self._until(b"\r\n")
                count = int(size, 16) if size else 0
                if not count:
                    response.whole = size is not None and self._until(b"\r\n") is not None
                    return response
                response.body += self._take(count)
                self._until(b"\r\n")
        length = response.get("content-length")
        if length is not None:
            response.body = self._take(int(length))
            response.whole = len(response.body) == int(length)
        else:
            while self._more():
                pass
            response.body, self.buffer = self.buffer, b""
        return response


def request(port, data, head=False, timeout=5):
    connection = Connection(port, timeout)
    try:
        connection.send(data)
        return connection.response(head)
    finally:
        connection.close()


class Checks:
    """Counts what passed and what failed, and says it at the end in one line."""

    def __init__(self):
        self.passed = 0
        self.failed = 0

    def expect(self, truth, text):
        if truth:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED: {text}", flush=True)
        return truth

    def end(self):
        print(f"{self.passed} passed, {self.failed} failed", flush=True)
        return 1 if self.failed else 0


class Folder:
    """A folder for the time of a `with`."""

    def __enter__(self):
        self.path = tempfile.mkdtemp(prefix="pressroom-http-")
        os.chmod(self.path, 0o755)  # nginx reads as another user
        return self.path

    def __exit__(self, *error):
        shutil.rmtree(self.path, ignore_errors=True)
