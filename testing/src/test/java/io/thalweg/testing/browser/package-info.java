/** The web interface in a real browser, over the real platform. */
package io.thalweg.testing.browser;
