package io.pressroom.server.admin;

import io.pressroom.message.Message;
import io.pressroom.message.Message.RebuildRequested;
import io.pressroom.message.Message.ShutdownRequested;
import io.pressroom.message.Message.Target;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code POST /-/rebuild} and {@code POST /-/shutdown}: put the request on the queue and answer 202
 * when the broker has it. 404 where no token is set, 401 where it is not the one that was sent, 503
 * where the broker does not take the request.
 */
@Path("/-")
public class AdminResource {

  private final Token token;
  private final Requests requests;

  AdminResource(Token token, Requests requests) {
    this.token = token;
    this.requests = requests;
  }

  @POST
  @Path("rebuild")
  public Uni<Response> rebuild(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
      @QueryParam("cause") @DefaultValue("asked over HTTP") String cause,
      @QueryParam("git-ref") Optional<String> gitRef) {
    return send(authorization, new RebuildRequested(cause, gitRef));
  }

  @POST
  @Path("shutdown")
  public Uni<Response> shutdown(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
      @QueryParam("target") @DefaultValue("all") String target,
      @QueryParam("reason") @DefaultValue("asked over HTTP") String reason) {
    Target named;
    try {
      named = Target.valueOf(target.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return answer(400, "target must be builder, server or all");
    }
    return send(authorization, new ShutdownRequested(named, reason));
  }

  private Uni<Response> send(String authorization, Message request) {
    if (!token.isSet()) {
      return answer(404, "not found");
    }
    if (!token.isIn(authorization)) {
      return Uni.createFrom()
          .item(
              Response.status(401)
                  .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"pressroom\"")
                  .build());
    }
    return requests
        .send(request)
        .replaceWith(() -> response(202, "asked"))
        .onFailure()
        .recoverWithItem(failure -> response(503, "not asked: " + failure.getMessage()));
  }

  private static Uni<Response> answer(int status, String text) {
    return Uni.createFrom().item(response(status, text));
  }

  private static Response response(int status, String text) {
    return Response.status(status).type(MediaType.TEXT_PLAIN).entity(text + "\n").build();
  }
}
