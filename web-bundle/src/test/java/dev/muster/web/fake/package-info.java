/** The core with a platform that is made for tests, and a browser to go with it. */
package dev.muster.web.fake;
