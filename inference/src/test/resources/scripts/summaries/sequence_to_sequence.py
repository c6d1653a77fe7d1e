# target: tensorflow==1.15, tensorflow==2.15, tensorflow==2.21
import numpy as np
from tensorflow.keras.layers import LSTM, Dense, Input
from tensorflow.keras.models import Model

latent, source_words, target_words = 16, 30, 40
encoder_inputs = Input(shape=(None, source_words))
encoder = LSTM(latent, return_state=True)
encoder_outputs, state_h, state_c = encoder(encoder_inputs)
encoder_states = [state_h, state_c]
decoder_inputs = Input(shape=(None, target_words))
decoder_lstm = LSTM(latent, return_sequences=True, return_state=True)
decoder_outputs, _, _ = decoder_lstm(decoder_inputs, initial_state=encoder_states)
decoder_dense = Dense(target_words, activation="softmax")
decoder_outputs = decoder_dense(decoder_outputs)
model = Model([encoder_inputs, decoder_inputs], decoder_outputs)
model.compile(optimizer="rmsprop", loss="categorical_crossentropy")
source = np.random.rand(8, 9, source_words)
target = np.random.rand(8, 7, target_words)
model.fit([source, target], target, batch_size=4, epochs=1, verbose=0)
encoder_model = Model(encoder_inputs, encoder_states)
print([state.shape for state in encoder_model.predict(source)])
