/** Editing the project over HTTP: its files, checking them, and what editors complete with. */
package io.thalweg.app.server.project;
