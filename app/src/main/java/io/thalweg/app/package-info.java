/** Puts the platform together: command line and server. */
package io.thalweg.app;
