/* SPDX-License-Identifier: Apache-2.0 */
/** What processes use, and on what machine. */
package dev.lockstep.testbed.bench.measure;
