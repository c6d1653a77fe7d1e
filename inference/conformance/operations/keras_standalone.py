"""Keras 2.3, which is a package of its own beside TensorFlow 1.15."""
from grid import Family

FAMILY = Family()


FAMILY.rows("keras.standalone", "import keras as k\nfrom keras.models import Sequential\nfrom keras.layers import Dense, Conv2D, Flatten, LSTM, MaxPooling2D, Dropout, Embedding\nmodel = Sequential()\nmodel.add($a)\nmodel.add($b)\nresult = $r", ("1.15",), most=120, a=["Dense(4, input_dim=3)", "Dense(4)", "Conv2D(4, (3, 3), input_shape=(8, 8, 1))", "LSTM(4, input_shape=(5, 2))", "Embedding(10, 4, input_length=6)", "Dense(output_dim=4, input_dim=3)"], b=["Dense(2)", "Flatten()", "LSTM(3)", "MaxPooling2D()", "Dropout(0.5)", "Dense(2, activation='softmax')", "Dense(2, init='uniform')"], r=["model.output_shape", "model.count_params()", "model.compile('adam', 'mse')", "model.predict(np.zeros((2, 3)))", "model.fit(np.zeros((4, 3)), np.zeros((4, 2)), verbose=0)", "model.fit(np.zeros((4, 3)), np.zeros((4, 2)), nb_epoch=1)"])
