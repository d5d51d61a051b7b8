/* SPDX-License-Identifier: Apache-2.0 */
/** Shows how far a comparison is. Depends on {@code compare} for what there is to show. */
package dev.lockstep.cli.progress;
