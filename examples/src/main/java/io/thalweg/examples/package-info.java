/** What an example that feeds itself is, for the command that starts one. */
package io.thalweg.examples;
