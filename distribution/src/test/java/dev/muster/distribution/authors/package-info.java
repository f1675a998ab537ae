/**
 * What authors of bundles get: the examples and the archetype are built here as they would be
 * anywhere else, from the API and the testkit alone, and dropped into the product.
 */
package dev.muster.distribution.authors;
