/** What the platform answers over HTTP beside taking events in: queries, pipelines, health. */
package io.thalweg.app.server.http;
