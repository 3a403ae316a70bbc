package io.pressroom.server.serve;

import io.pressroom.server.load.LoadedRelease;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * A request that is being answered.
 *
 * @param http where it came from and its response goes to
 * @param asked what was decided on
 * @param release the one that all of the response is made from
 */
record Exchange(HttpServerRequest http, Request asked, Optional<LoadedRelease> release) {}
