/** What nobody would send, sent to a real platform in numbers. */
package io.thalweg.testing.fuzz;
