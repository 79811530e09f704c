package io.evenkeel.model;

/**
 * The file {@code model.onnx} that metadata belongs to.
 *
 * @param sha256 of its bytes, 64 hexadecimal digits
 * @param opset version of the default ONNX operator set
 * @param bytes its length
 */
public record OnnxFile(String sha256, int opset, long bytes) {}
