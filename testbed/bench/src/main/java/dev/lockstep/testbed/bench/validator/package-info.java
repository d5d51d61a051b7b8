/* SPDX-License-Identifier: Apache-2.0 */
/** How fast the validator is by itself: without databases and connectors, on records that were there before. */
package dev.lockstep.testbed.bench.validator;
