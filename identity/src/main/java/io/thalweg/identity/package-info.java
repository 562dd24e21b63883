/**
 * Who may do what: the roles and their actions as one table, tokens for programs and devices, users
 * with passwords and their sessions, and the limits on how often each may call. Kept in one SQLite
 * file; knows nothing of HTTP.
 */
package io.thalweg.identity;
