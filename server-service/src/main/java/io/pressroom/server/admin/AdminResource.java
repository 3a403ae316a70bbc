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
import java.util.function.Supplier;

/**
 * {@code POST /-/rebuild} and {@code POST /-/shutdown}: put the request on the queue and answer 202
 * when the broker has it. 404 where no token is set, 401 where it is not the one that was sent, 400
 * where the target is none, 503 where the broker does not take the request.
 */
@Path("/-")
public class AdminResource {

  /** Whoever does not say who asks. */
  private static final String WHO = "a request over HTTP";

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
      @QueryParam("cause") @DefaultValue(WHO) String cause,
      @QueryParam("git-ref") Optional<String> gitRef) {
    return answer(authorization, () -> send(new RebuildRequested(cause, gitRef)));
  }

  @POST
  @Path("shutdown")
  public Uni<Response> shutdown(
      @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
      @QueryParam("target") @DefaultValue("all") String target,
      @QueryParam("reason") @DefaultValue(WHO) String reason) {
    return answer(authorization, () -> shutdown(target, reason));
  }

  private Uni<Response> shutdown(String target, String reason) {
    Target named;
    try {
      named = Target.valueOf(target.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return Uni.createFrom().item(response(400, "target must be builder, server or all"));
    }
    return send(new ShutdownRequested(named, reason));
  }

  /** Who has not the token learns nothing of what may be asked. */
  private Uni<Response> answer(String authorization, Supplier<Uni<Response>> toOperator) {
    if (!token.isSet()) {
      return Uni.createFrom().item(response(404, "not found"));
    }
    if (!token.isIn(authorization)) {
      return Uni.createFrom()
          .item(
              Response.status(401)
                  .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"pressroom\"")
                  .build());
    }
    return toOperator.get();
  }

  private Uni<Response> send(Message request) {
    return requests
        .send(request)
        .replaceWith(() -> response(202, "asked"))
        .onFailure()
        .recoverWithItem(failure -> response(503, "not asked: " + failure.getMessage()));
  }

  private static Response response(int status, String text) {
    return Response.status(status).type(MediaType.TEXT_PLAIN).entity(text + "\n").build();
  }
}
