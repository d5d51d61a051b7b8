/* SPDX-License-Identifier: Apache-2.0 */
/** What an observer says of the rows it has read, as it travels from the observer to the validator. */
package dev.lockstep.canonical.observation;
