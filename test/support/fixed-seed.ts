import fc from "fast-check";

/** Every run of the tests tries the same values, so that a red one can be repeated; the long scripts draw their own seeds. */
fc.configureGlobal({ seed: 1 });
