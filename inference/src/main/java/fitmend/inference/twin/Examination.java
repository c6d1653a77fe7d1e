package fitmend.inference.twin;

import fitmend.inference.facts.Facts;

/**
 * What a script does and what its expressions are.
 *
 * @param facts also of what is behind a failure, and of functions that are never called
 */
public record Examination(Verdict verdict, Facts facts) {}
