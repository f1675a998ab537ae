package dev.muster.storage;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The settings as Config Admin knows them; an underscore stands for a dot. */
@ObjectClassDefinition(name = "Muster storage")
@interface StorageConfiguration {
  /** PostgreSQL's address, or empty. */
  @AttributeDefinition(
      name = "database.url",
      description = "jdbc:postgresql://host/database; empty for the embedded database")
  String database_url() default "";

  /** Who signs in to PostgreSQL. */
  @AttributeDefinition(name = "database.user", description = "PostgreSQL's user")
  String database_user() default "";

  /** With what. */
  @AttributeDefinition(
      name = "database.password",
      description = "PostgreSQL's password",
      type = AttributeType.PASSWORD)
  String database_password() default "";

  /** Where the embedded database is. */
  @AttributeDefinition(name = "data.dir", description = "Directory of the embedded database")
  String data_dir() default "data";

  /** Whether nothing may be changed. */
  @AttributeDefinition(
      name = "look.only",
      description = "For a check: documents can be found in the store, and nothing is changed")
  boolean look_only() default false;
}
