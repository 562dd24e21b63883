/** Bytes of a file to YAML nodes that know their place, whatever the bytes are. */
package io.thalweg.definitions.internal.yaml;
