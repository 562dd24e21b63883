/** Events in: from a request's body, by the one contract, into the log. */
package io.thalweg.connect.http.events;
