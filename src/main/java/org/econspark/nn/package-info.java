/**
 * The learned networks on DJL's PyTorch engine, as functions of named tensors: belief network,
 * control head and local value of each agent, belief encoder, mixing network; their inputs, and
 * their losses. The agents' tensors are stacked, so that one batched product serves all of them.
 */
package org.econspark.nn;
