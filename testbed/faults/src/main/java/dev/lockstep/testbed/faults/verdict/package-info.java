/* SPDX-License-Identifier: Apache-2.0 */
/** What comes on the verdict and summary topics, as their documentation says it. Depends on {@code corpus}. */
package dev.lockstep.testbed.faults.verdict;
