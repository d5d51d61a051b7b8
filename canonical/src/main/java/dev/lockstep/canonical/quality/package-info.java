/* SPDX-License-Identifier: Apache-2.0 */
/** How a row stood up to its rules, as it travels from the transform that checked it to whoever counts. Pure. */
package dev.lockstep.canonical.quality;
