package io.thalweg.connect.http;

import io.thalweg.identity.Action;

/**
 * Something that can be called.
 *
 * @param method of HTTP, in upper case
 * @param path as its resource declares it, with a slash in front and names in braces
 * @param action that its caller must be allowed to
 */
public record Endpoint(String method, String path, Action action) {}
