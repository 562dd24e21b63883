package io.thalweg.buffer.internal;

import io.thalweg.buffer.ClientAccess;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.Endpoint;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.SecurityDisabledException;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.server.authorizer.AclCreateResult;
import org.apache.kafka.server.authorizer.AclDeleteResult;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;
import org.apache.kafka.server.authorizer.Authorizer;
import org.apache.kafka.server.authorizer.AuthorizerServerInfo;

/**
 * The platform itself may do everything. Everybody else reads, and appends to, the topics that
 * {@link ClientAccess} allows, and keeps positions as a consumer group; nothing more: what is not
 * named here is denied. Made by Kafka.
 *
 * <p>Who asks is known by the user alone and not by the listener, since the node passes some
 * requests on to its controller over another one.
 */
public final class OutsideAuthorizer implements Authorizer {

  private ClientAccess access = ClientAccess.NOBODY;

  @Override
  public void configure(Map<String, ?> settings) {
    access = OutsideListener.asked(settings);
  }

  @Override
  public Map<Endpoint, ? extends CompletionStage<Void>> start(AuthorizerServerInfo server) {
    return server.endpoints().stream()
        .collect(
            Collectors.toMap(
                Function.identity(), endpoint -> CompletableFuture.completedFuture(null)));
  }

  @Override
  public List<AuthorizationResult> authorize(
      AuthorizableRequestContext request, List<Action> actions) {
    return actions.stream()
        .map(
            action ->
                result(
                    isPlatform(request)
                        || may(
                            request.principal().getName(),
                            action.operation(),
                            action.resourcePattern().resourceType(),
                            action.resourcePattern().name())))
        .toList();
  }

  private boolean may(String user, AclOperation operation, ResourceType type, String name) {
    return switch (type) {
      case TOPIC ->
          switch (operation) {
            case READ, DESCRIBE -> access.mayRead(user, name);
            case WRITE -> access.mayWrite(user, name);
            default -> false;
          };
      case GROUP ->
          switch (operation) {
            case READ, DESCRIBE -> access.isReader(user);
            default -> false;
          };
      case CLUSTER -> operation == AclOperation.IDEMPOTENT_WRITE && access.isWriter(user);
      // No transactions: one that is left open would hold up everybody who reads the topic.
      default -> false;
    };
  }

  /** Whether somebody may do something to anything of a kind at all. */
  @Override
  public AuthorizationResult authorizeByResourceType(
      AuthorizableRequestContext request, AclOperation operation, ResourceType type) {
    String user = request.principal().getName();
    return result(
        isPlatform(request)
            || type == ResourceType.TOPIC
                && (operation == AclOperation.WRITE && access.isWriter(user)
                    || operation == AclOperation.READ && access.isReader(user)));
  }

  private static boolean isPlatform(AuthorizableRequestContext request) {
    return request.principal().getName().equals(EmbeddedBroker.USER);
  }

  private static AuthorizationResult result(boolean allowed) {
    return allowed ? AuthorizationResult.ALLOWED : AuthorizationResult.DENIED;
  }

  @Override
  public List<? extends CompletionStage<AclCreateResult>> createAcls(
      AuthorizableRequestContext request, List<AclBinding> bindings) {
    throw noLists();
  }

  @Override
  public List<? extends CompletionStage<AclDeleteResult>> deleteAcls(
      AuthorizableRequestContext request, List<AclBindingFilter> filters) {
    throw noLists();
  }

  @Override
  public Iterable<AclBinding> acls(AclBindingFilter filter) {
    throw noLists();
  }

  private static SecurityDisabledException noLists() {
    return new SecurityDisabledException(
        "there are no access control lists: the platform's tokens decide");
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
