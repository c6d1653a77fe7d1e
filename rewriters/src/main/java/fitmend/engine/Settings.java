package fitmend.engine;

import fitmend.inference.Target;
import java.util.Set;

/**
 * What a run of the engine is asked for.
 *
 * @param codes the codes of the rules that are on
 * @param unsafeFixes whether UNSAFE fixes are applied too
 */
public record Settings(Set<String> codes, Target target, boolean unsafeFixes) {}
