/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Versions of a schema and the migrations between them. Uses rules, paths, conversions, expressions and the engine;
 * knows no configuration, no plugin class and no client of Kafka.
 */
package dev.lockstep.transforms.evolve;
