/* SPDX-License-Identifier: Apache-2.0 */
package dev.lockstep.validator.reconcile;

/**
 * What kind of world one run plays in.
 *
 * @param values how many contents there are beside absence; few, so that old ones come back
 * @param compacted whether the logs lose versions that a newer one replaces
 * @param retention whether the logs lose what is old, before the validator begins to read
 * @param lossy whether they also lose it while the validator is behind
 * @param transactions whether the logs have offsets that no reader returns
 * @param unknowns whether some contents cannot be read or compared
 * @param movesKeys whether keys change their partition, which only their records tell: where these have been removed unread,
 *     nobody can know that the order is lost
 */
record Setup(
        Mode mode,
        int partitions,
        int keys,
        int values,
        int lanes,
        boolean harms,
        boolean compacted,
        boolean retention,
        boolean lossy,
        boolean transactions,
        boolean unknowns,
        boolean movesKeys) {

    enum Mode {
        /** The mover keeps its position in the target, observers read both at one instant. */
        EXACT,
        /** The mover commits rarely, observers know what it has committed and where the logs end. */
        GROUP,
        /** Changes of the target are captured, rounds tell the positions. */
        ROUNDS
    }

    static Setup of(long seed) {
        Dice dice = new Dice().roll(seed ^ 0x5E70BL);
        int kind = dice.below(10);
        Mode mode = kind < 4 ? Mode.EXACT : kind < 8 ? Mode.GROUP : Mode.ROUNDS;
        boolean compacted = dice.oneIn(3);
        boolean retention = !compacted && dice.oneIn(4);
        return new Setup(
                mode,
                1 + dice.below(4),
                2 + dice.below(9),
                2 + dice.below(3),
                1 + dice.below(3),
                !dice.oneIn(3),
                compacted,
                retention,
                retention && dice.oneIn(2),
                dice.oneIn(3),
                dice.oneIn(5),
                !retention && !compacted && dice.oneIn(12));
    }

    boolean samples() {
        return mode != Mode.ROUNDS;
    }
}
