package dev.muster.sandbox;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Whether the sandbox serves, and what it takes for our address. */
@ObjectClassDefinition(
    name = "Sandbox platforms",
    description = "Simulated chat platforms for demonstrations and tests. Never for production.")
public @interface SandboxSettings {
  /** The name of this configuration. */
  String PID = "dev.muster.sandbox";

  /** {@return whether it serves} */
  @AttributeDefinition(
      name = "Enabled",
      description = "Whoever reaches the sandbox signs in as whomever they like.")
  boolean enabled() default false;

  /**
   * {@return the host, and the port where it is not the usual one, that the simulated app trusts;
   * empty to trust any and to tell callers their own host}
   */
  @AttributeDefinition(
      name = "Trusted domain",
      description = "Host and port of the product's public address. Empty trusts any.")
  String trustedDomain() default "";

  /**
   * {@return where the simulated platforms send their webhook events, without the platform's id at
   * the end; empty for nowhere until the controls say where}
   */
  @AttributeDefinition(
      name = "Callbacks",
      description = "The product's callback addresses without the platform's id at their end.")
  String callbacks() default "";
}
