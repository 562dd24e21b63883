/**
 * Streams archived to Iceberg: Parquet on the local disk, listed by a JDBC catalog in SQLite. Open
 * {@link io.thalweg.store.lake.IcebergLake} and use it as a {@link io.thalweg.process.api.Lake}.
 */
package io.thalweg.store.lake;
