/**
 * Tests that run inside the framework, among the distribution's real bundles. {@link
 * dev.muster.distribution.osgi.InFramework} on a test class sends its methods there; what happens
 * outside is only the sending.
 */
package dev.muster.distribution.osgi;
