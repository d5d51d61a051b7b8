/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The application that uses the source while it is migrated: a seeded mix of inserts, updates and deletes. Depends on
 * {@code tpch} only. It knows nothing of the migration.
 */
package dev.lockstep.testbed.demo.writer;
