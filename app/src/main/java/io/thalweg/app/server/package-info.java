/** The platform as it runs: its parts put together, its data folder, its HTTP resources. */
package io.thalweg.app.server;
