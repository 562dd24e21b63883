/** The command line: what a user types, and what comes back. */
package io.thalweg.app.cli;
