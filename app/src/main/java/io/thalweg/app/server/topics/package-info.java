/**
 * The topics of the log: who comes to them with Kafka's clients, and a look into them over HTTP.
 */
package io.thalweg.app.server.topics;
