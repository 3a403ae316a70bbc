package io.pressroom.server.serve;

import io.vertx.core.buffer.Buffer;

/** The small pages that the server has of its own, where a site has none. */
enum Notice {
  BAD_REQUEST(400, "Bad request", "No page can have this address."),
  NOT_FOUND(404, "Not found", "There is no page at this address."),
  METHOD_NOT_ALLOWED(405, "Method not allowed", "Pages here can only be read."),
  PRECONDITION_FAILED(412, "Precondition failed", "The page is not what you expect it to be."),
  CONTENT_TOO_LARGE(413, "Content too large", "Pages here can only be read."),
  RANGE_NOT_SATISFIABLE(416, "Range not satisfiable", "The file is shorter than that."),
  FAILED(
      500, "This page cannot be read", "The server's log says why. Other pages are not affected."),
  NOT_IMPLEMENTED(501, "Not implemented", "Pages here can only be read."),
  NOT_READY(
      503,
      "The first release is not out yet",
      "This page asks again by itself.",
      "<meta http-equiv=\"refresh\" content=\"1\">");

  private final int status;
  private final String page;

  Notice(int status, String title, String text) {
    this(status, title, text, "");
  }

  Notice(int status, String title, String text, String head) {
    this.status = status;
    this.page =
        """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            %s<title>%s</title>
            </head>
            <body>
            <h1>%s</h1>
            <p>%s</p>
            </body>
            </html>
            """
            .formatted(head.isEmpty() ? head : head + "\n", title, title, text);
  }

  int status() {
    return status;
  }

  Buffer page() {
    return Buffer.buffer(page);
  }
}
