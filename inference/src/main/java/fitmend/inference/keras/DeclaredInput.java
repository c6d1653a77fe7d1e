package fitmend.inference.keras;

import fitmend.inference.value.Shape;
import java.util.List;

/**
 * What a model says of its input before it gets one.
 *
 * @param shape with the batch; not ranked when the model does not say it, or takes others as well
 * @param layers the classes of its layers, in order, when only they say what the input must be
 * @param isBuilt whether an input has settled its weights
 */
public record DeclaredInput(Shape shape, List<String> layers, boolean isBuilt) {}
