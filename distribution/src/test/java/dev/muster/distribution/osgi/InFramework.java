package dev.muster.distribution.osgi;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The methods of this class run inside a framework that holds the distribution's bundles and
 * plugins. A method may take the {@code BundleContext} of the probe as its parameter. One framework
 * serves every class of a run: a test puts back what it changes.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(InFrameworkExtension.class)
@interface InFramework {}
