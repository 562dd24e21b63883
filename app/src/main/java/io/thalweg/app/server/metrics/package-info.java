/** The platform as Prometheus sees it. */
package io.thalweg.app.server.metrics;
