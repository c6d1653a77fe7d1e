# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
from tensorflow.keras.layers import (Add, Average, Concatenate, Dense, Dot, Input, Maximum,
                                     Minimum, Multiply)
from tensorflow.keras.models import Model

a, b = Input((6,), name="a"), Input((6,), name="b")
p, q = Dense(5)(a), Dense(5)(b)
merged = [Add()([p, q]), Average()([p, q]), Multiply()([p, q]), Maximum()([p, q]),
          Minimum()([p, q])]
stacked = Concatenate()(merged + [Dot(axes=1)([p, q])])
model = Model([a, b], Dense(1)(stacked))
model.compile("sgd", "mse")
model.fit([np.random.rand(9, 6), np.random.rand(9, 6)], np.random.rand(9), verbose=0)
model.summary()
