/** The API as programs meet it: through a client that is generated from its description. */
package io.thalweg.testing.client;
