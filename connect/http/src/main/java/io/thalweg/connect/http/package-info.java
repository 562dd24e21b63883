/**
 * The platform's HTTP server and the form of its errors. What is served are JAX-RS resources that
 * the application hands in; those for events are in {@code events}.
 */
package io.thalweg.connect.http;
