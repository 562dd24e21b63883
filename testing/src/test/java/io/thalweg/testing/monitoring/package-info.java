/** The platform as the tools that watch it see it. */
package io.thalweg.testing.monitoring;
