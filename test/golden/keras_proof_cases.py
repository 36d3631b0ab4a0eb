"""The cases of make_keras_proof.py: one for each row of the table of what is proven, and its settings."""

# Activations and Dense
case("activations-1", lambda L, k: [L.Dense(4, "elu"), L.Dense(4, "gelu"), L.Dense(4, "mish"), L.Dense(1)])
case("activations-2", lambda L, k: [L.Dense(4, "relu"), L.Dense(4, "selu"), L.Dense(4, "silu"), L.Dense(4, "relu6"), L.Dense(1)], only="keras3")
case("activations-2t", lambda L, k: [L.Dense(4, "relu"), L.Dense(4, "selu"), L.Dense(4, "swish"), L.Dense(1)], only="tfkeras")
case("activations-3", lambda L, k: [L.Dense(4, "sigmoid"), L.Dense(4, "softplus"), L.Dense(4, "softsign"), L.Dense(4, "tanh"), L.Dense(1)])
case("activations-4", lambda L, k: [L.Dense(4, "softmax"), L.Dense(4, "exponential"), L.Dense(4, "linear"), L.Dense(1)])
case("activations-5", lambda L, k: [L.Dense(4, "leaky_relu"), L.Dense(4, "log_softmax"), L.Dense(1)], only="keras3")
case("hard-sigmoid", lambda L, k: [L.Dense(6, "hard_sigmoid"), L.Dense(1)], x=("float", 3))
case("activation-layer", lambda L, k: [L.Dense(4), L.Activation("relu"), L.Dense(3), L.Activation("tanh"), L.Dense(1)])
case("activation-softmax-3d", lambda L, k: [L.Dense(3), L.Activation("softmax"), L.Flatten(), L.Dense(1)], x=("float", 4, 2))
case("dense-no-bias", lambda L, k: [L.Dense(4, "tanh", use_bias=False), L.Dense(1)])
case("dense-3d", lambda L, k: [L.Dense(4, "relu"), L.Dense(1)], x=("float", 3, 2), y=("float", 3, 1))
case("dense-4d", lambda L, k: [L.Dense(3, "tanh"), L.Dense(2)], x=("float", 2, 3, 2), y=("float", 2, 3, 2))
case("dense-regularized", lambda L, k: [L.Dense(4, "tanh", kernel_regularizer=k.regularizers.L2(0.05), bias_regularizer=k.regularizers.L1(0.03)), L.Dense(1, kernel_regularizer=k.regularizers.L1L2(0.01, 0.02))])
case("frozen-dense-regularized", lambda L, k: [L.Dense(4, "tanh", kernel_regularizer=k.regularizers.L2(0.05), trainable=False), L.Dense(1)])
case("dense-max-norm", lambda L, k: [L.Dense(4, "tanh", kernel_constraint=k.constraints.MaxNorm(0.8), bias_constraint=k.constraints.NonNeg()), L.Dense(1, kernel_constraint=k.constraints.UnitNorm(axis=0))])
case("dense-min-max-norm", lambda L, k: [L.Dense(4, "tanh", kernel_constraint=k.constraints.MinMaxNorm(0.5, 0.9, rate=0.7, axis=1)), L.Dense(1)])
case("relu-layer", lambda L, k: [L.Dense(5), L.ReLU(), L.Dense(5), L.ReLU(max_value=1.0), L.Dense(1)])
case("relu-slope", lambda L, k: [L.Dense(5), L.ReLU(negative_slope=0.2), L.Dense(5), L.ReLU(max_value=1.0, threshold=0.3, negative_slope=0.1), L.Dense(1)])
case("leaky-relu", lambda L, k: [L.Dense(5), L.LeakyReLU(0.15), L.Dense(4), L.LeakyReLU(), L.Dense(1)])
case("elu-layer", lambda L, k: [L.Dense(5), L.ELU(), L.Dense(5), L.ELU(0.6), L.Dense(1)])
case("prelu", lambda L, k: [L.Dense(5), L.PReLU(), L.Dense(1)])
case("prelu-shared", lambda L, k: [L.Conv1D(3, 2), L.PReLU(shared_axes=[1]), L.Flatten(), L.Dense(1)], x=("float", 5, 2))
case("prelu-regularized", lambda L, k: [L.Dense(5), L.PReLU(alpha_regularizer=k.regularizers.L2(0.1), alpha_constraint=k.constraints.NonNeg()), L.Dense(1)])
case("softmax-layer", lambda L, k: [L.Dense(3), L.Softmax(), L.Dense(1)])
case("softmax-axis", lambda L, k: [L.Dense(3), L.Softmax(axis=1), L.Flatten(), L.Dense(1)], x=("float", 4, 2))
case("thresholded", lambda L, k: [L.Dense(5), L.ThresholdedReLU(0.4), L.Dense(1)], only="tfkeras")

# Normalization
case("bn", lambda L, k: [L.Dense(4), L.BatchNormalization(), L.Dense(1)])
case("bn-no-scale", lambda L, k: [L.Dense(4), L.BatchNormalization(scale=False), L.Dense(1)])
case("bn-no-center", lambda L, k: [L.Dense(4), L.BatchNormalization(center=False), L.Dense(1)])
case("bn-bare", lambda L, k: [L.Dense(4), L.BatchNormalization(center=False, scale=False), L.Dense(1)])
case("bn-settings", lambda L, k: [L.Dense(4), L.BatchNormalization(momentum=0.8, epsilon=0.01), L.Dense(1)])
case("bn-axis", lambda L, k: [L.Dense(3), L.BatchNormalization(axis=1), L.Flatten(), L.Dense(1)], x=("float", 4, 2))
case("bn-3d", lambda L, k: [L.Conv1D(3, 2), L.BatchNormalization(), L.Flatten(), L.Dense(1)], x=("float", 5, 2))
case("bn-4d", lambda L, k: [L.Conv2D(3, 2), L.BatchNormalization(), L.Flatten(), L.Dense(1)], x=("float", 4, 4, 2))
case("bn-4d-axis1", lambda L, k: [L.Conv2D(3, 2), L.BatchNormalization(axis=1), L.Flatten(), L.Dense(1)], x=("float", 4, 4, 2))
case("bn-4d-axis2", lambda L, k: [L.Conv2D(3, 2), L.BatchNormalization(axis=2), L.Flatten(), L.Dense(1)], x=("float", 4, 4, 2))
case("bn-4d-no-scale", lambda L, k: [L.Conv2D(3, 2), L.BatchNormalization(scale=False, epsilon=1e-6, momentum=0.9), L.Flatten(), L.Dense(1)], x=("float", 4, 4, 2))
case("bn-5d", lambda L, k: [L.Conv3D(2, 2), L.BatchNormalization(), L.Flatten(), L.Dense(1)], x=("float", 3, 3, 3, 1))
case("bn-frozen", lambda L, k: [L.Dense(4), L.BatchNormalization(trainable=False), L.Dense(1)])
case("bn-frozen-4d", lambda L, k: [L.Conv2D(3, 2), L.BatchNormalization(trainable=False), L.Flatten(), L.Dense(1)], x=("float", 4, 4, 2))
case("bn-regularized", lambda L, k: [L.Dense(4), L.BatchNormalization(gamma_regularizer=k.regularizers.L2(0.1), beta_regularizer=k.regularizers.L1(0.05)), L.Dense(1)])
case("bn-constrained", lambda L, k: [L.Dense(4), L.BatchNormalization(gamma_constraint=k.constraints.NonNeg(), beta_constraint=k.constraints.MaxNorm(0.3)), L.Dense(1)])
case("ln", lambda L, k: [L.Dense(4), L.LayerNormalization(), L.Dense(1)])
case("ln-no-scale", lambda L, k: [L.Dense(4), L.LayerNormalization(scale=False), L.Dense(1)])
case("ln-no-center", lambda L, k: [L.Dense(4), L.LayerNormalization(center=False), L.Dense(1)])
case("ln-bare", lambda L, k: [L.Dense(4), L.LayerNormalization(center=False, scale=False, epsilon=1e-6), L.Dense(1)])
case("ln-3d", lambda L, k: [L.Dense(3), L.LayerNormalization(epsilon=0.01), L.Flatten(), L.Dense(1)], x=("float", 4, 2))
case("ln-axis1", lambda L, k: [L.Dense(3), L.LayerNormalization(axis=1), L.Flatten(), L.Dense(1)], x=("float", 4, 2))
case("ln-axes", lambda L, k: [L.Dense(3), L.LayerNormalization(axis=[1, 2]), L.Flatten(), L.Dense(1)], x=("float", 4, 2))
case("ln-regularized", lambda L, k: [L.Dense(4), L.LayerNormalization(gamma_regularizer=k.regularizers.L2(0.1), beta_regularizer=k.regularizers.L1(0.05)), L.Dense(1)])

# Convolutions
FLAT = lambda L: [L.Flatten(), L.Dense(1)]
case("conv1d", lambda L, k: [L.Conv1D(3, 2, activation="relu"), *FLAT(L)], x=("float", 6, 2))
case("conv1d-same-strided", lambda L, k: [L.Conv1D(3, 3, strides=2, padding="same", use_bias=False), *FLAT(L)], x=("float", 6, 2))
case("conv1d-valid-strided", lambda L, k: [L.Conv1D(3, 3, strides=2), *FLAT(L)], x=("float", 8, 2))
case("conv1d-causal", lambda L, k: [L.Conv1D(3, 3, padding="causal", activation="tanh"), *FLAT(L)], x=("float", 6, 2))
case("conv1d-causal-dilated", lambda L, k: [L.Conv1D(3, 2, padding="causal", dilation_rate=2), *FLAT(L)], x=("float", 6, 2))
case("conv1d-causal-strided", lambda L, k: [L.Conv1D(3, 3, padding="causal", strides=2), *FLAT(L)], x=("float", 7, 2))
case("conv1d-dilated", lambda L, k: [L.Conv1D(3, 2, dilation_rate=2), L.Conv1D(2, 2, dilation_rate=3, padding="same"), *FLAT(L)], x=("float", 7, 2))
case("conv1d-groups", lambda L, k: [L.Conv1D(4, 2, groups=2), *FLAT(L)], x=("float", 6, 4))
case("conv2d", lambda L, k: [L.Conv2D(3, 2, activation="tanh"), *FLAT(L)], x=("float", 4, 5, 2))
case("conv2d-same-strided", lambda L, k: [L.Conv2D(3, 3, strides=2, padding="same", use_bias=False), *FLAT(L)], x=("float", 6, 5, 2))
case("conv2d-uneven", lambda L, k: [L.Conv2D(3, (3, 2), strides=(1, 2), padding="same"), L.Conv2D(2, (2, 1), strides=(2, 1)), *FLAT(L)], x=("float", 5, 6, 2))
case("conv2d-dilated", lambda L, k: [L.Conv2D(3, 2, dilation_rate=2), *FLAT(L)], x=("float", 5, 5, 2))
case("conv2d-dilated-same", lambda L, k: [L.Conv2D(3, (3, 2), dilation_rate=(2, 3), padding="same", activation="relu"), *FLAT(L)], x=("float", 5, 6, 2))
case("conv2d-groups", lambda L, k: [L.Conv2D(4, 2, groups=2), *FLAT(L)], x=("float", 4, 4, 4))
case("conv2d-regularized", lambda L, k: [L.Conv2D(3, 2, kernel_regularizer=k.regularizers.L2(0.05), bias_regularizer=k.regularizers.L2(0.05), kernel_constraint=k.constraints.MaxNorm(1.0, axis=[0, 1, 2]), bias_constraint=k.constraints.NonNeg()), *FLAT(L)], x=("float", 4, 4, 2))
case("conv2d-1x1", lambda L, k: [L.Conv2D(3, 1, activation="relu"), L.Conv2D(2, 1, strides=2, padding="same"), *FLAT(L)], x=("float", 4, 4, 2))
case("conv3d", lambda L, k: [L.Conv3D(2, 2, activation="tanh"), *FLAT(L)], x=("float", 3, 3, 4, 2))
case("conv3d-same-strided", lambda L, k: [L.Conv3D(2, 2, strides=2, padding="same", use_bias=False), *FLAT(L)], x=("float", 3, 4, 3, 2))
case("conv3d-dilated", lambda L, k: [L.Conv3D(2, 2, dilation_rate=2), *FLAT(L)], x=("float", 4, 4, 4, 1))
case("conv2d-transpose", lambda L, k: [L.Conv2DTranspose(2, 3, strides=2, padding="same", activation="tanh"), *FLAT(L)], x=("float", 3, 3, 2))
case("conv2d-transpose-valid", lambda L, k: [L.Conv2DTranspose(2, (3, 2), strides=(2, 1), use_bias=False), *FLAT(L)], x=("float", 3, 3, 2))
case("conv2d-transpose-small", lambda L, k: [L.Conv2DTranspose(2, 2, strides=3, padding="valid"), *FLAT(L)], x=("float", 2, 3, 2))
case("conv2d-transpose-one", lambda L, k: [L.Conv2DTranspose(2, 3, padding="same"), *FLAT(L)], x=("float", 3, 3, 2))
case("depthwise", lambda L, k: [L.DepthwiseConv2D(2, activation="relu"), *FLAT(L)], x=("float", 4, 4, 3))
case("depthwise-settings", lambda L, k: [L.DepthwiseConv2D(3, strides=2, padding="same", depth_multiplier=2, use_bias=False), *FLAT(L)], x=("float", 5, 4, 2))
case("depthwise-dilated", lambda L, k: [L.DepthwiseConv2D(2, dilation_rate=2, padding="same"), *FLAT(L)], x=("float", 5, 5, 2))
case("depthwise-regularized", lambda L, k: [L.DepthwiseConv2D(2, depthwise_regularizer=k.regularizers.L2(0.05), depthwise_constraint=k.constraints.MaxNorm(0.7), bias_regularizer=k.regularizers.L1(0.01)), *FLAT(L)], x=("float", 4, 4, 2))
case("separable", lambda L, k: [L.SeparableConv2D(4, 2, activation="elu"), *FLAT(L)], x=("float", 4, 4, 2))
case("separable-settings", lambda L, k: [L.SeparableConv2D(3, 3, strides=2, padding="same", depth_multiplier=2, use_bias=False), *FLAT(L)], x=("float", 5, 4, 2))
case("separable-dilated", lambda L, k: [L.SeparableConv2D(3, 2, dilation_rate=2), *FLAT(L)], x=("float", 5, 5, 2))
case("separable-regularized", lambda L, k: [L.SeparableConv2D(3, 2, depthwise_regularizer=k.regularizers.L2(0.05), pointwise_regularizer=k.regularizers.L2(0.03), pointwise_constraint=k.constraints.NonNeg()), *FLAT(L)], x=("float", 4, 4, 2))

# Pooling, resizing, padding; whole numbers make ties
case("max-pool-1d", lambda L, k: [L.Conv1D(3, 2), L.MaxPooling1D(2), *FLAT(L)], x=("float", 7, 2))
case("max-pool-1d-same", lambda L, k: [L.Dense(2), L.MaxPooling1D(3, strides=2, padding="same"), *FLAT(L)], x=("steps", 6, 2))
case("max-pool-2d", lambda L, k: [L.Conv2D(3, 2), L.MaxPooling2D(2), *FLAT(L)], x=("float", 5, 5, 2))
case("max-pool-2d-same", lambda L, k: [L.Dense(2), L.MaxPooling2D((3, 2), strides=(2, 1), padding="same"), *FLAT(L)], x=("steps", 5, 4, 2))
case("max-pool-2d-ties", lambda L, k: [L.Dense(1), L.MaxPooling2D(2, strides=1), *FLAT(L)], x=("bit", 4, 4, 1))
case("max-pool-3d", lambda L, k: [L.Conv3D(2, 2), L.MaxPooling3D(2), *FLAT(L)], x=("float", 5, 4, 4, 1))
case("max-pool-3d-ties", lambda L, k: [L.Dense(2), L.MaxPooling3D(2, strides=2), *FLAT(L)], x=("bit", 4, 4, 2, 1))
case("max-pool-3d-overlapping", lambda L, k: [L.Dense(2), L.MaxPooling3D((2, 2, 3), strides=(1, 2, 1)), *FLAT(L)], x=("bit", 3, 5, 4, 1))
case("average-pool-1d", lambda L, k: [L.Conv1D(3, 2), L.AveragePooling1D(2), *FLAT(L)], x=("float", 7, 2))
case("average-pool-1d-same", lambda L, k: [L.Conv1D(3, 2), L.AveragePooling1D(3, strides=2, padding="same"), *FLAT(L)], x=("float", 7, 2))
case("average-pool-2d", lambda L, k: [L.Conv2D(3, 2), L.AveragePooling2D((2, 1), strides=1), *FLAT(L)], x=("float", 5, 5, 2))
case("average-pool-2d-same", lambda L, k: [L.Conv2D(2, 2), L.AveragePooling2D((3, 2), strides=(2, 1), padding="same"), *FLAT(L)], x=("float", 5, 5, 2))
case("average-pool-3d", lambda L, k: [L.Conv3D(2, 2), L.AveragePooling3D(2), *FLAT(L)], x=("float", 5, 4, 4, 1))
case("average-pool-3d-same", lambda L, k: [L.Conv3D(2, 2), L.AveragePooling3D(2, strides=2, padding="same"), *FLAT(L)], x=("float", 4, 4, 4, 1))
case("global-average-1d", lambda L, k: [L.Conv1D(3, 2), L.GlobalAveragePooling1D(), L.Dense(1)], x=("float", 5, 2))
case("global-average-2d", lambda L, k: [L.Conv2D(3, 2), L.GlobalAveragePooling2D(), L.Dense(1)], x=("float", 4, 4, 2))
case("global-average-keep", lambda L, k: [L.Conv2D(3, 2), L.GlobalAveragePooling2D(keepdims=True), *FLAT(L)], x=("float", 4, 4, 2))
case("global-average-1d-keep", lambda L, k: [L.Conv1D(3, 2), L.GlobalAveragePooling1D(keepdims=True), *FLAT(L)], x=("float", 4, 2))
case("global-max-1d", lambda L, k: [L.Conv1D(3, 2), L.GlobalMaxPooling1D(), L.Dense(1)], x=("float", 5, 2))
case("global-max-1d-ties", lambda L, k: [L.Dense(2), L.GlobalMaxPooling1D(), L.Dense(1)], x=("bit", 5, 2))
case("global-max-2d-ties", lambda L, k: [L.Dense(2), L.GlobalMaxPooling2D(), L.Dense(1)], x=("bit", 3, 3, 1))
case("global-max-keep", lambda L, k: [L.Dense(2), L.GlobalMaxPooling2D(keepdims=True), *FLAT(L)], x=("float", 3, 3, 1))
case("global-max-1d-keep", lambda L, k: [L.Dense(2), L.GlobalMaxPooling1D(keepdims=True), *FLAT(L)], x=("float", 3, 1))
case("upsampling-nearest", lambda L, k: [L.Conv2D(2, 2), L.UpSampling2D((2, 3)), L.Conv2D(2, 2), *FLAT(L)], x=("float", 4, 3, 2))
case("upsampling-bilinear", lambda L, k: [L.Conv2D(2, 2), L.UpSampling2D((2, 3), interpolation="bilinear"), L.Conv2D(2, 2), *FLAT(L)], x=("float", 4, 3, 2))
case("zero-padding", lambda L, k: [L.Dense(2), L.ZeroPadding2D(((1, 0), (2, 1))), L.Conv2D(2, 2), *FLAT(L)], x=("float", 3, 2, 2))
case("zero-padding-1", lambda L, k: [L.Dense(2), L.ZeroPadding2D(1), L.Conv2D(2, 2), L.ZeroPadding2D((1, 2)), L.Conv2D(2, 2), *FLAT(L)], x=("float", 3, 2, 2))
case("cropping", lambda L, k: [L.Dense(2), L.Cropping2D(((1, 0), (0, 2))), *FLAT(L)], x=("float", 4, 5, 2))
case("cropping-1", lambda L, k: [L.Dense(2), L.Cropping2D((1, 0)), L.Cropping2D(1), *FLAT(L)], x=("float", 6, 5, 2))

# Shapes
case("reshape", lambda L, k: [L.Dense(6, "tanh"), L.Reshape((3, 2)), L.Dense(2), L.Reshape((-1,)), L.Dense(1)])
case("permute", lambda L, k: [L.Dense(3, "tanh"), L.Permute((2, 1)), L.Dense(2), *FLAT(L)], x=("float", 4, 2))
case("repeat", lambda L, k: [L.Dense(3, "tanh"), L.RepeatVector(3), L.Dense(2, "relu"), *FLAT(L)])
case("flatten-4d", lambda L, k: [L.Dense(2, "tanh"), L.Flatten(), L.Dense(3, "relu"), L.Flatten(), L.Dense(1)], x=("float", 2, 3, 2))


# Merges
def merge(make, shapes=((4,), (4,)), units=3):
    def layers(L, k):
        inputs = [L.Input(shape) for shape in shapes]
        ends = [L.Dense(units, "tanh")(x) for x in inputs]
        out = make(L)(ends)
        if len(out.shape) > 2:
            out = L.Flatten()(out)
        return k.Model(inputs, L.Dense(1)(out))

    return layers


TWO = [("float", 4), ("float", 4)]
SERIES = [("float", 3, 2), ("float", 3, 2)]
TIED = [("bit", 1), ("bit", 1)]
case("add", merge(lambda L: L.Add()), x=TWO)
case("add-3", merge(lambda L: L.Add(), ((4,), (4,), (2,))), x=[*TWO, ("float", 2)])
case("subtract", merge(lambda L: L.Subtract()), x=TWO)
case("multiply", merge(lambda L: L.Multiply()), x=TWO)
case("average", merge(lambda L: L.Average()), x=TWO)
case("maximum", merge(lambda L: L.Maximum()), x=TWO)
case("minimum", merge(lambda L: L.Minimum()), x=TWO)
case("concatenate", merge(lambda L: L.Concatenate()), x=TWO)
case("concatenate-1", merge(lambda L: L.Concatenate(axis=1), ((3, 2), (3, 2))), x=SERIES)
case("concatenate-uneven", merge(lambda L: L.Concatenate(axis=1), ((3, 2), (2, 2))), x=[("float", 3, 2), ("float", 2, 2)])
case("concatenate-2", merge(lambda L: L.Concatenate(axis=2), ((3, 2), (3, 2))), x=SERIES)
case("dot", merge(lambda L: L.Dot(axes=1)), x=TWO)
case("dot-normalized", merge(lambda L: L.Dot(axes=1, normalize=True)), x=TWO)
case("dot-matrix", merge(lambda L: L.Dot(axes=(2, 2)), ((3, 2), (2, 2))), x=[("float", 3, 2), ("float", 2, 2)])
case("dot-matrix-1", merge(lambda L: L.Dot(axes=(2, 1)), ((2, 2), (3, 2))), x=[("float", 2, 2), ("float", 3, 2)])


def tied(make):
    def layers(L, k):
        x = L.Input((2,))
        shared = L.Dense(2, "relu")
        a = shared(x)
        b = L.Activation("relu")(a)
        return k.Model(x, L.Dense(1)(make(L)([a, b])))

    return layers


case("maximum-ties", tied(lambda L: L.Maximum()), x=("bit", 2))
case("minimum-ties", tied(lambda L: L.Minimum()), x=("bit", 2))

# Text
case("embedding", lambda L, k: [L.Embedding(7, 3), *FLAT(L)], x=("int7", 4))
case("embedding-momentum", lambda L, k: [L.Embedding(7, 3), *FLAT(L)], x=("int7", 4), optimizer=lambda o, k: o.SGD(0.02, momentum=0.9))
case("embedding-nesterov", lambda L, k: [L.Embedding(7, 3), *FLAT(L)], x=("int7", 4), optimizer=lambda o, k: o.SGD(0.02, momentum=0.9, nesterov=True))
case("embedding-adam", lambda L, k: [L.Embedding(7, 3), *FLAT(L)], x=("int7", 4), optimizer=lambda o, k: o.Adam(0.02))
case("embedding-rmsprop", lambda L, k: [L.Embedding(7, 3), *FLAT(L)], x=("int7", 4), optimizer=lambda o, k: o.RMSprop(0.02))
case("embedding-rmsprop-momentum", lambda L, k: [L.Embedding(7, 3), *FLAT(L)], x=("int7", 4), optimizer=lambda o, k: o.RMSprop(0.02, momentum=0.5))
case("embedding-adagrad", lambda L, k: [L.Embedding(7, 3), *FLAT(L)], x=("int7", 4), optimizer=lambda o, k: o.Adagrad(0.02))
case("embedding-adamax", lambda L, k: [L.Embedding(7, 3), *FLAT(L)], x=("int7", 4), optimizer=lambda o, k: o.Adamax(0.02))
case("embedding-regularized", lambda L, k: [L.Embedding(7, 3, embeddings_regularizer=k.regularizers.L2(0.05)), *FLAT(L)], x=("int7", 4))
case("embedding-constrained", lambda L, k: [L.Embedding(7, 3, embeddings_constraint=k.constraints.MaxNorm(0.6)), *FLAT(L)], x=("int7", 4))
case("embedding-average", lambda L, k: [L.Embedding(7, 3), L.GlobalAveragePooling1D(), L.Dense(1)], x=("int7", 4))

# Recurrent
for kind in ["LSTM", "SimpleRNN", "GRU"]:
    old = {"reset_after": False} if kind == "GRU" else {}
    case(f"{kind.lower()}", lambda L, k, kind=kind, old=old: [getattr(L, kind)(3, **old), L.Dense(1)], x=("float", 4, 2))
    case(f"{kind.lower()}-sequences", lambda L, k, kind=kind, old=old: [getattr(L, kind)(3, return_sequences=True, use_bias=False, **old), L.Dense(1)], x=("float", 4, 2), y=("float", 4, 1))
    case(f"{kind.lower()}-backwards", lambda L, k, kind=kind, old=old: [getattr(L, kind)(3, go_backwards=True, return_sequences=True, activation="relu", **old), *FLAT(L)], x=("float", 4, 2))
    case(f"{kind.lower()}-masked", lambda L, k, kind=kind, old=old: [L.Masking(0.0), getattr(L, kind)(3, **old), L.Dense(1)], x=("padded", 4, 2))
    case(f"{kind.lower()}-masked-sequences", lambda L, k, kind=kind, old=old: [L.Embedding(6, 2, mask_zero=True), getattr(L, kind)(3, return_sequences=True, **old), getattr(L, kind)(2, **old), L.Dense(1)], x=("zeros=6", 4))
    case(f"{kind.lower()}-regularized", lambda L, k, kind=kind, old=old: [getattr(L, kind)(3, kernel_regularizer=k.regularizers.L2(0.02), recurrent_regularizer=k.regularizers.L1(0.01), bias_regularizer=k.regularizers.L2(0.03), **old), L.Dense(1)], x=("float", 4, 2))
    case(f"{kind.lower()}-constrained", lambda L, k, kind=kind, old=old: [getattr(L, kind)(3, kernel_constraint=k.constraints.MaxNorm(0.6), recurrent_constraint=k.constraints.MaxNorm(0.7), bias_constraint=k.constraints.NonNeg(), **old), L.Dense(1)], x=("float", 4, 2))
    case(f"{kind.lower()}-unrolled", lambda L, k, kind=kind, old=old: [getattr(L, kind)(3, unroll=True, **old), L.Dense(1)], x=("float", 3, 2))
    case(f"{kind.lower()}-frozen", lambda L, k, kind=kind, old=old: [getattr(L, kind)(3, trainable=False, **old), L.Dense(1)], x=("float", 3, 2))
for kind in ["LSTM", "GRU"]:
    old = {"reset_after": False} if kind == "GRU" else {}
    case(f"{kind.lower()}-hard", lambda L, k, kind=kind, old=old: [getattr(L, kind)(3, recurrent_activation="hard_sigmoid", **old), L.Dense(1)], x=("float", 4, 2))
    case(f"{kind.lower()}-tanh", lambda L, k, kind=kind, old=old: [getattr(L, kind)(3, recurrent_activation="tanh", activation="sigmoid", **old), L.Dense(1)], x=("float", 4, 2))
case("lstm-masked-zero", lambda L, k: [L.Masking(0.0), L.LSTM(3, return_sequences=True, zero_output_for_mask=True), L.LSTM(2), L.Dense(1)], x=("padded", 4, 2))
case("lstm-no-forget", lambda L, k: [L.LSTM(3, unit_forget_bias=False), L.Dense(1)], x=("float", 4, 2))
case("gru-reset-after", lambda L, k: [L.GRU(3), L.Dense(1)], x=("float", 4, 2))
case("gru-reset-after-sequences", lambda L, k: [L.GRU(3, return_sequences=True), L.GRU(2, use_bias=False), L.Dense(1)], x=("float", 4, 2))
case("gru-reset-after-masked", lambda L, k: [L.Masking(0.0), L.GRU(3, return_sequences=True), L.GRU(2), L.Dense(1)], x=("padded", 4, 2))
case("gru-reset-after-backwards", lambda L, k: [L.GRU(3, go_backwards=True, bias_regularizer=k.regularizers.L2(0.1)), L.Dense(1)], x=("float", 4, 2))
case("bidirectional", lambda L, k: [L.Bidirectional(L.LSTM(3)), L.Dense(1)], x=("float", 4, 2))
case("bidirectional-sequences", lambda L, k: [L.Bidirectional(L.LSTM(3, return_sequences=True)), L.Bidirectional(L.SimpleRNN(2)), L.Dense(1)], x=("float", 4, 2))
for mode in ["sum", "mul", "ave"]:
    case(f"bidirectional-{mode}", lambda L, k, mode=mode: [L.Bidirectional(L.SimpleRNN(3, return_sequences=True), merge_mode=mode), *FLAT(L)], x=("float", 4, 2))
case("bidirectional-gru", lambda L, k: [L.Bidirectional(L.GRU(3)), L.Dense(1)], x=("float", 4, 2))
case("bidirectional-gru-old", lambda L, k: [L.Bidirectional(L.GRU(3, reset_after=False, return_sequences=True)), *FLAT(L)], x=("float", 4, 2))
case("bidirectional-masked", lambda L, k: [L.Embedding(6, 2, mask_zero=True), L.Bidirectional(L.LSTM(3)), L.Dense(1)], x=("zeros=6", 4))
case("bidirectional-masked-sequences", lambda L, k: [L.Embedding(6, 2, mask_zero=True), L.Bidirectional(L.LSTM(3, return_sequences=True)), L.Bidirectional(L.SimpleRNN(2)), L.Dense(1)], x=("zeros=6", 4))
case("bidirectional-frozen", lambda L, k: [L.Bidirectional(L.LSTM(3), trainable=False), L.Dense(1)], x=("float", 4, 2))
case("time-distributed", lambda L, k: [L.TimeDistributed(L.Dense(3, "tanh")), *FLAT(L)], x=("float", 4, 2))
case("time-distributed-one-step", lambda L, k: [L.TimeDistributed(L.Dense(3, "tanh")), L.Bidirectional(L.GRU(2)), L.Dense(1)], x=("float", 1, 2))
case("recurrent-one-step", lambda L, k: [L.LSTM(3, return_sequences=True), L.SimpleRNN(2, return_sequences=True), L.GRU(2), L.Dense(1)], x=("float", 1, 2))
case("time-distributed-conv", lambda L, k: [L.TimeDistributed(L.Conv2D(2, 2)), L.TimeDistributed(L.Flatten()), *FLAT(L)], x=("float", 2, 3, 3, 1))
case("time-distributed-regularized", lambda L, k: [L.TimeDistributed(L.Dense(3, kernel_regularizer=k.regularizers.L2(0.1))), *FLAT(L)], x=("float", 4, 2))

# Masks
case("mask-average", lambda L, k: [L.Embedding(6, 3, mask_zero=True), L.GlobalAveragePooling1D(), L.Dense(1)], x=("zeros=6", 4))
case("mask-average-masking", lambda L, k: [L.Masking(0.0), L.Dense(3), L.GlobalAveragePooling1D(), L.Dense(1)], x=("padded", 4, 2))
case("mask-max", lambda L, k: [L.Embedding(6, 3, mask_zero=True), L.GlobalMaxPooling1D(), L.Dense(1)], x=("zeros=6", 4))
case("mask-time-distributed", lambda L, k: [L.Masking(0.0), L.TimeDistributed(L.Dense(1))], x=("padded", 4, 2), y=("float", 4, 1))
case("mask-loss", lambda L, k: [L.Embedding(6, 3, mask_zero=True), L.LSTM(3, return_sequences=True), L.Dense(2)], x=("zeros=6", 4), y=("float", 4, 2))
case("mask-loss-sparse", lambda L, k: [L.Embedding(6, 3, mask_zero=True), L.SimpleRNN(3, return_sequences=True), L.Dense(3, "softmax")], x=("zeros=6", 4), y=("int3", 4), loss="sparse_categorical_crossentropy")
case("mask-loss-bce", lambda L, k: [L.Masking(0.0), L.Dense(3, "tanh"), L.Dense(1, "sigmoid")], x=("padded", 4, 2), y=("bit", 4, 1), loss="binary_crossentropy")
case("mask-loss-sum", lambda L, k: [L.Masking(0.0), L.Dense(1)], x=("padded", 4, 2), y=("float", 4, 1), loss=lambda o: o.MeanSquaredError(reduction="sum"))
case("mask-value", lambda L, k: [L.Masking(1.0), L.SimpleRNN(2), L.Dense(1)], x=("bit", 4, 2))
case("mask-flatten", lambda L, k: [L.Embedding(6, 3, mask_zero=True), *FLAT(L)], x=("zeros=6", 4))
case("mask-conv1d", lambda L, k: [L.Embedding(6, 3, mask_zero=True), L.Conv1D(2, 2), L.GlobalMaxPooling1D(), L.Dense(1)], x=("zeros=6", 4))
case("mask-dense", lambda L, k: [L.Masking(0.0), L.Dense(3, "tanh"), L.Activation("relu"), L.Dense(2), L.ReLU(), L.LSTM(2), L.Dense(1)], x=("padded", 4, 2))
case("mask-norm", lambda L, k: [L.Masking(0.0), L.LayerNormalization(), L.LSTM(2), L.Dense(1)], x=("padded", 4, 2))
case("mask-bn", lambda L, k: [L.Masking(0.0), L.BatchNormalization(), L.LSTM(2), L.Dense(1)], x=("padded", 4, 2))
case("mask-bn-frozen", lambda L, k: [L.Masking(0.0), L.BatchNormalization(trainable=False), L.LSTM(2), L.Dense(1)], x=("padded", 4, 2))


def masked_merge(make):
    def layers(L, k):
        x = L.Input((4,), dtype="int32")
        e = L.Embedding(6, 3, mask_zero=True)(x)
        a, b = L.Dense(3)(e), L.Dense(3)(e)
        return k.Model(x, L.Dense(1)(L.LSTM(2)(make(L)([a, b]))))

    return layers


case("mask-add", masked_merge(lambda L: L.Add()), x=("zeros=6", 4))
case("mask-multiply", masked_merge(lambda L: L.Multiply()), x=("zeros=6", 4))
case("mask-concatenate", masked_merge(lambda L: L.Concatenate()), x=("zeros=6", 4))
case("mask-wasted", lambda L, k: [L.Embedding(6, 3, mask_zero=True), L.LSTM(3), L.Reshape((3, 1)), L.SimpleRNN(2), L.Dense(1)], x=("zeros=6", 4))

# Losses
DENSE = lambda units, activation=None: (lambda L, k: [L.Dense(4, "tanh"), L.Dense(units, activation)])
for name in ["mae", "mape", "mse"]:
    case(f"loss-{name}", DENSE(2), y=("positive", 2), loss=name)
case("loss-msle", DENSE(2, "softplus"), y=("unit", 2), loss="msle")
case("loss-mse-class", DENSE(2), y=("float", 2), loss=lambda o: o.MeanSquaredError())
case("loss-mae-class", DENSE(2), y=("float", 2), loss=lambda o: o.MeanAbsoluteError())
case("loss-mape-class", DENSE(2), y=("positive", 2), loss=lambda o: o.MeanAbsolutePercentageError(), optimizer=lambda o, k: o.SGD(0.0005))
case("loss-msle-class", DENSE(2, "softplus"), y=("unit", 2), loss=lambda o: o.MeanSquaredLogarithmicError())
case("loss-mse-sum", DENSE(2), y=("float", 2), loss=lambda o: o.MeanSquaredError(reduction="sum"))
case("loss-mse-3d", lambda L, k: [L.Dense(3, "tanh"), L.Dense(2)], x=("float", 3, 2), y=("float", 3, 2))
case("loss-bce", DENSE(1, "sigmoid"), y=("bit", 1), loss="binary_crossentropy", metrics=["accuracy"])
case("loss-bce-flat", DENSE(1, "sigmoid"), y=("bit",), loss="binary_crossentropy")
case("loss-bce-columns", DENSE(3, "sigmoid"), y=("bit", 3), loss="binary_crossentropy")
case("loss-bce-linear", DENSE(2, "softplus"), y=("bit", 2), loss="binary_crossentropy")
case("loss-bce-logits", DENSE(2), y=("bit", 2), loss=lambda o: o.BinaryCrossentropy(from_logits=True))
case("loss-bce-smoothed", DENSE(2, "sigmoid"), y=("bit", 2), loss=lambda o: o.BinaryCrossentropy(label_smoothing=0.2))
case("loss-bce-logits-smoothed", DENSE(2), y=("bit", 2), loss=lambda o: o.BinaryCrossentropy(from_logits=True, label_smoothing=0.1))
case("loss-bce-saturated", lambda L, k: [L.Dense(4), L.Rescaling(60.0), L.Dense(2, "sigmoid")], y=("bit", 2), loss="binary_crossentropy", optimizer=lambda o, k: o.SGD(0.0001))
case("loss-cce", DENSE(3, "softmax"), y=("onehot", 3), loss="categorical_crossentropy", metrics=["accuracy"])
case("loss-cce-class", DENSE(3, "softmax"), y=("distribution", 3), loss=lambda o: o.CategoricalCrossentropy())
case("loss-cce-sigmoid", DENSE(3, "sigmoid"), y=("onehot", 3), loss="categorical_crossentropy")
case("loss-cce-logits", DENSE(3), y=("onehot", 3), loss=lambda o: o.CategoricalCrossentropy(from_logits=True))
case("loss-cce-smoothed", DENSE(3, "softmax"), y=("onehot", 3), loss=lambda o: o.CategoricalCrossentropy(label_smoothing=0.2))
case("loss-cce-logits-smoothed", DENSE(3), y=("onehot", 3), loss=lambda o: o.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1))
case("loss-cce-layer", lambda L, k: [L.Dense(4, "tanh"), L.Dense(3), L.Softmax()], y=("onehot", 3), loss="categorical_crossentropy")
case("loss-cce-activation", lambda L, k: [L.Dense(4, "tanh"), L.Dense(3), L.Activation("softmax")], y=("onehot", 3), loss="categorical_crossentropy")
case("loss-cce-saturated", lambda L, k: [L.Dense(4), L.Rescaling(60.0), L.Dense(3, "softmax")], y=("onehot", 3), loss="categorical_crossentropy", optimizer=lambda o, k: o.SGD(0.0001))
case("loss-scce", DENSE(3, "softmax"), y=("int3", 1), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
case("loss-scce-flat", DENSE(3, "softmax"), y=("int3",), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
case("loss-scce-class", DENSE(3, "softmax"), y=("int3", 1), loss=lambda o: o.SparseCategoricalCrossentropy())
case("loss-scce-logits", DENSE(3), y=("int3",), loss=lambda o: o.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
case("loss-scce-sigmoid", DENSE(3, "sigmoid"), y=("int3", 1), loss="sparse_categorical_crossentropy")
case("loss-scce-3d", lambda L, k: [L.Dense(3, "tanh"), L.Dense(3, "softmax")], x=("float", 4, 2), y=("int3", 4), loss="sparse_categorical_crossentropy")
case("loss-scce-saturated", lambda L, k: [L.Dense(4), L.Rescaling(60.0), L.Dense(3, "softmax")], y=("int3",), loss="sparse_categorical_crossentropy", optimizer=lambda o, k: o.SGD(0.0001))
case("loss-huber", DENSE(2), y=("float", 2), loss="huber")
case("loss-huber-delta", DENSE(2), y=("float", 2), loss=lambda o: o.Huber(delta=0.4))
case("loss-hinge", DENSE(2), y=("sign", 2), loss="hinge")
case("loss-hinge-bits", DENSE(2), y=("bit", 2), loss="hinge")
case("loss-squared-hinge", DENSE(2), y=("sign", 2), loss="squared_hinge")
case("loss-categorical-hinge", DENSE(3), y=("onehot", 3), loss="categorical_hinge")
case("loss-log-cosh", DENSE(2), y=("float", 2), loss=lambda o: o.LogCosh())
case("loss-kld", DENSE(3, "softmax"), y=("distribution", 3), loss="kl_divergence")
case("loss-kld-class", DENSE(3, "softmax"), y=("distribution", 3), loss=lambda o: o.KLDivergence())
case("loss-poisson", DENSE(2, "softplus"), y=("unit", 2), loss="poisson")
case("loss-cosine", DENSE(3), y=("float", 3), loss="cosine_similarity")
case("loss-cosine-class", DENSE(3), y=("float", 3), loss=lambda o: o.CosineSimilarity())
for name in ["Hinge", "SquaredHinge", "CategoricalHinge", "Poisson"]:
    case(f"loss-{name.lower()}-class", DENSE(3, "softplus"), y=("onehot", 3), loss=lambda o, name=name: getattr(o, name)())
case("metrics-mean", DENSE(2), y=("positive", 2), metrics=["mae", "mse", "mape"])
case("metrics-classes", DENSE(2), y=("positive", 2), metrics=lambda k: [k.metrics.MeanAbsoluteError(), k.metrics.MeanSquaredError()])
case("metrics-binary", DENSE(1, "sigmoid"), y=("bit", 1), loss="binary_crossentropy", metrics=["binary_accuracy"])
case("metrics-categorical", DENSE(3, "softmax"), y=("onehot", 3), loss="categorical_crossentropy", metrics=["categorical_accuracy"])
case("metrics-sparse", DENSE(3, "softmax"), y=("int3", 1), loss="sparse_categorical_crossentropy", metrics=["sparse_categorical_accuracy"])
case("metrics-acc", DENSE(1, "sigmoid"), y=("bit", 1), loss="binary_crossentropy", metrics=["acc"])
case("metrics-logits", DENSE(1), y=("bit", 1), loss=lambda o: o.BinaryCrossentropy(from_logits=True), metrics=["accuracy"])
case("metrics-accuracy-mse", DENSE(1, "sigmoid"), y=("bit", 1), loss="mse", metrics=["accuracy"])


def outputs(L, k):
    x = L.Input((4,))
    h = L.Dense(4, "tanh")(x)
    return k.Model(x, [L.Dense(1, name="a")(h), L.Dense(3, "softmax", name="b")(h)])


OUT = [("float", 1), ("onehot", 3)]
case("outputs-list", outputs, y=OUT, loss=["mse", "categorical_crossentropy"])
case("outputs-one-loss", outputs, y=[("float", 1), ("float", 3)], loss="mse", only="tfkeras")
case("outputs-dict", outputs, y=OUT, loss={"a": "mse", "b": "categorical_crossentropy"}, only="tfkeras")
case("outputs-weights", outputs, y=OUT, loss=["mse", "categorical_crossentropy"], loss_weights=[0.7, 0.2])
case("outputs-metrics", outputs, y=OUT, loss=["mse", "categorical_crossentropy"], metrics=[["mae"], ["accuracy"]])
case("loss-weight", DENSE(1), loss_weights=[0.5], only="tfkeras")

# Optimizers
OPTIMIZERS = {
    "momentum": lambda o, k: o.SGD(0.02, momentum=0.9),
    "nesterov": lambda o, k: o.SGD(0.02, momentum=0.9, nesterov=True),
    "adam": lambda o, k: o.Adam(0.02),
    "adam-settings": lambda o, k: o.Adam(0.02, beta_1=0.8, beta_2=0.95, epsilon=1e-3),
    "adam-amsgrad": lambda o, k: o.Adam(0.02, amsgrad=True),
    "adamw": lambda o, k: o.AdamW(0.02, weight_decay=0.1),
    "adamw-schedule": lambda o, k: o.AdamW(k.optimizers.schedules.CosineDecay(0.05, 40), weight_decay=0.2),
    "adam-decay": lambda o, k: o.Adam(0.02, weight_decay=0.1),
    "sgd-decay": lambda o, k: o.SGD(0.02, weight_decay=0.1),
    "momentum-decay": lambda o, k: o.SGD(0.02, momentum=0.9, weight_decay=0.1),
    "rmsprop": lambda o, k: o.RMSprop(0.02),
    "rmsprop-settings": lambda o, k: o.RMSprop(0.01, rho=0.8, momentum=0.5, epsilon=1e-4),
    "rmsprop-centered": lambda o, k: o.RMSprop(0.01, centered=True),
    "adagrad": lambda o, k: o.Adagrad(0.05),
    "adagrad-settings": lambda o, k: o.Adagrad(0.05, initial_accumulator_value=0.3),
    "adamax": lambda o, k: o.Adamax(0.02),
    "adamax-settings": lambda o, k: o.Adamax(0.02, beta_1=0.8, beta_2=0.9, epsilon=1e-4),
    "adadelta": lambda o, k: o.Adadelta(0.5),
    "clipvalue": lambda o, k: o.SGD(0.05, clipvalue=0.1),
    "clipnorm": lambda o, k: o.Adam(0.02, clipnorm=0.1),
    "global-clipnorm": lambda o, k: o.SGD(0.05, momentum=0.5, global_clipnorm=0.2),
    "ema": lambda o, k: o.SGD(0.05, use_ema=True, ema_momentum=0.9),
    "schedule-cosine": lambda o, k: o.SGD(k.optimizers.schedules.CosineDecay(0.05, 25, warmup_target=0.1, warmup_steps=5)),
    "schedule-piecewise": lambda o, k: o.SGD(k.optimizers.schedules.PiecewiseConstantDecay([10, 20], [0.1, 0.05, 0.01]), momentum=0.9),
    "schedule-exponential": lambda o, k: o.RMSprop(k.optimizers.schedules.ExponentialDecay(0.02, 10, 0.8)),
    "schedule-momentum": lambda o, k: o.SGD(k.optimizers.schedules.CosineDecay(0.05, 25), momentum=0.9, nesterov=True),
}
for name, optimizer in OPTIMIZERS.items():
    case(f"optimizer-{name}", DENSE(1), optimizer=optimizer)
case("optimizer-frozen", lambda L, k: [L.Dense(4, "tanh", trainable=False), L.Dense(3, "relu"), L.Dense(1)], optimizer=lambda o, k: o.Adam(0.02))
case("optimizer-bn-clip", lambda L, k: [L.Dense(4, use_bias=False), L.BatchNormalization(), L.Dense(1)], optimizer=lambda o, k: o.AdamW(0.02, weight_decay=0.05, global_clipnorm=0.3))


# Models in models
def nested(freeze=False, training=None, norm=True, sequential=False, drop=False):
    def layers(L, k):
        i = L.Input((4,))
        inner = [L.Dense(4, "tanh", kernel_regularizer=k.regularizers.L2(0.01)), *([L.BatchNormalization()] if norm else []), *([L.Dropout(0.5)] if drop else [])]
        if sequential:
            base = k.Sequential([i, *inner], name="base")
        else:
            h = i
            for layer in inner:
                h = layer(h)
            base = k.Model(i, h, name="base")
        if freeze:
            base.trainable = False
        x = L.Input((4,))
        h = base(x) if training is None else base(x, training=training)
        return k.Model(x, L.Dense(1)(L.Dense(3, "relu")(h)))

    return layers


case("nested", nested(norm=False))
case("nested-norm", nested())
case("nested-sequential", nested(sequential=True))
case("nested-frozen", nested(freeze=True))
case("nested-frozen-sequential", nested(freeze=True, sequential=True))
case("nested-inference", nested(training=False))
case("nested-inference-drop", nested(training=False, drop=True))
case("nested-frozen-inference", nested(freeze=True, training=False, drop=True))
case("nested-frozen-inference-sequential", nested(freeze=True, training=False, sequential=True))
case("nested-frozen-adam", nested(freeze=True, training=False), optimizer=lambda o, k: o.Adam(0.02))
case("nested-in-sequential", lambda L, k: [k.Sequential([L.Input((4,)), L.Dense(4, "tanh"), L.BatchNormalization()]), L.Dense(1)])


def called_twice(L, k):
    i = L.Input((4,))
    base = k.Model(i, L.Dense(3, "tanh", kernel_regularizer=k.regularizers.L2(0.1))(i))
    a, b = L.Input((4,)), L.Input((4,))
    return k.Model([a, b], L.Dense(1)(L.Concatenate()([base(a), base(b)])))


case("nested-twice", called_twice, x=TWO)


def shared(L, k):
    a, b = L.Input((4,)), L.Input((4,))
    layer = L.Dense(3, "tanh", kernel_regularizer=k.regularizers.L2(0.1))
    return k.Model([a, b], L.Dense(1)(L.Concatenate()([layer(a), layer(b)])))


case("shared-layer", shared, x=TWO)


def shared_norm(L, k):
    a, b = L.Input((4,)), L.Input((4,))
    layer = L.BatchNormalization()
    return k.Model([a, b], L.Dense(1)(L.Concatenate()([layer(a), layer(b)])))


case("shared-norm", shared_norm, x=TWO)


def call_inference(L, k):
    x = L.Input((4,))
    h = L.BatchNormalization()(L.Dense(4, "tanh")(x), training=False)
    return k.Model(x, L.Dense(1)(L.Dropout(0.5)(h, training=False)))


case("layer-inference", call_inference)


def call_training(L, k):
    x = L.Input((4,))
    h = L.BatchNormalization()(L.Dense(4, "tanh")(x), training=True)
    return k.Model(x, L.Dense(1)(h))


case("layer-training", call_training)


def unfrozen_top(L, k):
    i = L.Input((4,))
    a = L.Dense(4, "tanh", trainable=False)(i)
    base = k.Model(i, L.Dense(3, "tanh")(L.BatchNormalization(trainable=False)(a)), name="base")
    x = L.Input((4,))
    return k.Model(x, L.Dense(1)(base(x)))


case("nested-part-frozen", unfrozen_top)

# Preprocessing and chance
case("rescaling", lambda L, k: [L.Rescaling(0.5, offset=-0.2), L.Dense(1)])
case("normalization", lambda L, k: [L.Normalization(mean=0.3, variance=2.0), L.Dense(1)])
case("normalization-axis", lambda L, k: [L.Normalization(axis=-1, mean=[0.1, 0.2, 0.3, 0.4], variance=[1.0, 2.0, 0.5, 1.5]), L.Dense(1)])
case("normalization-weights", lambda L, k: [L.Normalization(axis=-1), L.Dense(1)])
case("dropout-zero", lambda L, k: [L.Dense(4, "tanh"), L.Dropout(0.0), L.Dense(1)])
case("dropout-inference", lambda L, k: [L.Dense(4, "tanh"), L.Dropout(0.4), L.GaussianNoise(0.3), L.GaussianDropout(0.2), L.AlphaDropout(0.1), L.Dense(1)], predict=True)
case("spatial-dropout-inference", lambda L, k: [L.SpatialDropout1D(0.3), *FLAT(L)], x=("float", 4, 2), predict=True)
case("flip-inference", lambda L, k: [L.RandomFlip("horizontal"), L.Conv2D(2, 2), *FLAT(L)], x=("float", 4, 4, 1), predict=True)
