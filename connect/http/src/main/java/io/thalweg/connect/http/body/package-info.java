/** Bodies of requests: read, decompressed and bounded before anything in them is looked at. */
package io.thalweg.connect.http.body;
