package dev.muster.spi.platform;

import dev.muster.spi.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;

record PlatformDescriptorRecord(
    String id,
    Text displayName,
    Optional<String> icon,
    List<Field> bindingFields,
    List<Field> sourceFields,
    boolean userIdIgnoresCase,
    Optional<SignInAbility> signIn,
    Optional<DirectoryAbility> directory,
    Optional<WebhookAbility> webhooks,
    Optional<MessageAbility> messages,
    Map<String, Integer> callsPerMinute,
    List<SetupItem> setup,
    List<Quota> quotas)
    implements PlatformDescriptor {
  /** Copies; what an earlier version stored has no checklist and no quotas. */
  PlatformDescriptorRecord {
    if (!id.matches("[a-z][a-z0-9-]{1,30}")) {
      throw new IllegalArgumentException("A platform's id is [a-z][a-z0-9-]{1,30}, not " + id);
    }
    bindingFields = List.copyOf(bindingFields);
    sourceFields = List.copyOf(sourceFields);
    callsPerMinute = Map.copyOf(callsPerMinute);
    setup = setup == null ? List.of() : List.copyOf(setup);
    quotas = quotas == null ? List.of() : List.copyOf(quotas);
    callsPerMinute.forEach(
        (quota, calls) -> {
          if (calls < 1) {
            throw new IllegalArgumentException(quota + " has a limit below one call per minute");
          }
        });
  }

  @Override
  public PlatformDescriptor withIcon(String svg) {
    return new PlatformDescriptorRecord(
        id,
        displayName,
        Optional.of(svg),
        bindingFields,
        sourceFields,
        userIdIgnoresCase,
        signIn,
        directory,
        webhooks,
        messages,
        callsPerMinute,
        setup,
        quotas);
  }

  @Override
  public PlatformDescriptor withBindingFields(List<Field> fields) {
    return new PlatformDescriptorRecord(
        id,
        displayName,
        icon,
        fields,
        sourceFields,
        userIdIgnoresCase,
        signIn,
        directory,
        webhooks,
        messages,
        callsPerMinute,
        setup,
        quotas);
  }

  @Override
  public PlatformDescriptor withSourceFields(List<Field> fields) {
    return new PlatformDescriptorRecord(
        id,
        displayName,
        icon,
        bindingFields,
        fields,
        userIdIgnoresCase,
        signIn,
        directory,
        webhooks,
        messages,
        callsPerMinute,
        setup,
        quotas);
  }

  @Override
  public PlatformDescriptor withUserIdsIgnoringCase() {
    return new PlatformDescriptorRecord(
        id,
        displayName,
        icon,
        bindingFields,
        sourceFields,
        true,
        signIn,
        directory,
        webhooks,
        messages,
        callsPerMinute,
        setup,
        quotas);
  }

  @Override
  public PlatformDescriptor withSignIn(SignInAbility ability) {
    return new PlatformDescriptorRecord(
        id,
        displayName,
        icon,
        bindingFields,
        sourceFields,
        userIdIgnoresCase,
        Optional.of(ability),
        directory,
        webhooks,
        messages,
        callsPerMinute,
        setup,
        quotas);
  }

  @Override
  public PlatformDescriptor withDirectory(DirectoryAbility ability) {
    return new PlatformDescriptorRecord(
        id,
        displayName,
        icon,
        bindingFields,
        sourceFields,
        userIdIgnoresCase,
        signIn,
        Optional.of(ability),
        webhooks,
        messages,
        callsPerMinute,
        setup,
        quotas);
  }

  @Override
  public PlatformDescriptor withWebhooks(WebhookAbility ability) {
    return new PlatformDescriptorRecord(
        id,
        displayName,
        icon,
        bindingFields,
        sourceFields,
        userIdIgnoresCase,
        signIn,
        directory,
        Optional.of(ability),
        messages,
        callsPerMinute,
        setup,
        quotas);
  }

  @Override
  public PlatformDescriptor withMessages(MessageAbility ability) {
    return new PlatformDescriptorRecord(
        id,
        displayName,
        icon,
        bindingFields,
        sourceFields,
        userIdIgnoresCase,
        signIn,
        directory,
        webhooks,
        Optional.of(ability),
        callsPerMinute,
        setup,
        quotas);
  }

  @Override
  public PlatformDescriptor withCallsPerMinute(Map<String, Integer> limits) {
    return new PlatformDescriptorRecord(
        id,
        displayName,
        icon,
        bindingFields,
        sourceFields,
        userIdIgnoresCase,
        signIn,
        directory,
        webhooks,
        messages,
        limits,
        setup,
        quotas);
  }

  @Override
  public PlatformDescriptor withSetup(List<SetupItem> items) {
    return new PlatformDescriptorRecord(
        id,
        displayName,
        icon,
        bindingFields,
        sourceFields,
        userIdIgnoresCase,
        signIn,
        directory,
        webhooks,
        messages,
        callsPerMinute,
        items,
        quotas);
  }

  @Override
  public PlatformDescriptor withQuotas(List<Quota> kinds) {
    return new PlatformDescriptorRecord(
        id,
        displayName,
        icon,
        bindingFields,
        sourceFields,
        userIdIgnoresCase,
        signIn,
        directory,
        webhooks,
        messages,
        callsPerMinute,
        setup,
        kinds);
  }
}
