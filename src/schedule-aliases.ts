/** What people call schedules, in no spelling of any framework's catalog, and which they may mean: the likeliest first. */
const called: readonly (readonly [names: readonly string[], schedules: readonly string[]])[] = [
  [
    ['cos', 'cosine', 'half cosine'],
    ['CosineDecay', 'transformers.cosine'],
  ],
  [
    ['cosine annealing', 'annealing'],
    ['torch.CosineAnnealingLR', 'CosineDecay'],
  ],
  [
    ['cosine warmup', 'warmup cosine', 'cosine with warmup', 'linear warmup cosine'],
    ['transformers.cosine', 'CosineDecay', 'optax.warmup_cosine_decay_schedule'],
  ],
  [['get cosine schedule with warmup'], ['transformers.cosine']],
  [
    [
      'sgdr',
      'restarts',
      'warm restarts',
      'cosine restarts',
      'cosine annealing restarts',
      'cosine annealing warm restarts',
    ],
    ['CosineDecayRestarts', 'torch.CosineAnnealingWarmRestarts', 'optax.sgdr_schedule'],
  ],
  [['get cosine with hard restarts schedule with warmup'], ['transformers.cosine_with_restarts']],
  [
    ['get cosine with min lr schedule with warmup', 'cosine min lr', 'cosine annealing with warmup'],
    ['transformers.cosine_with_min_lr'],
  ],
  [
    ['linear', 'linear decay', 'linear schedule'],
    ['transformers.linear', 'torch.LinearLR', 'PolynomialDecay'],
  ],
  [
    ['linear warmup', 'linear with warmup', 'warmup linear', 'get linear schedule with warmup'],
    ['transformers.linear'],
  ],
  [
    ['warmup', 'warm up'],
    ['withWarmup', 'LinearWarmup'],
  ],
  [
    ['onecycle', '1cycle', 'one cycle policy', 'super convergence'],
    ['torch.OneCycleLR', 'optax.cosine_onecycle_schedule'],
  ],
  [
    ['wsd', 'trapezoid', 'trapezoidal', 'get wsd schedule', 'warmup stable decay schedule'],
    ['warmupStableDecay', 'transformers.warmup_stable_decay', 'timm.WSDLRScheduler'],
  ],
  [
    ['poly', 'polynomial', 'poly lr', 'polynomial lr'],
    ['PolynomialDecay', 'torch.PolynomialLR', 'transformers.polynomial'],
  ],
  [['get polynomial decay schedule with warmup'], ['transformers.polynomial']],
  [
    ['step', 'step decay', 'steps'],
    ['torch.StepLR', 'PiecewiseConstantDecay'],
  ],
  [
    ['multistep', 'milestones', 'piecewise', 'piecewise constant', 'stepwise'],
    ['PiecewiseConstantDecay', 'torch.MultiStepLR'],
  ],
  [
    ['exp', 'exponential'],
    ['ExponentialDecay', 'torch.ExponentialLR'],
  ],
  [['inverse time', 'time based', 'time decay', 'hyperbolic'], ['InverseTimeDecay']],
  [
    ['const', 'constant', 'fixed', 'none', 'get constant schedule'],
    ['Constant', 'transformers.constant'],
  ],
  [['constant warmup', 'get constant schedule with warmup'], ['transformers.constant_with_warmup']],
  [
    ['cyclic', 'cyclical', 'clr', 'triangular'],
    ['torch.CyclicLR', 'PingPong'],
  ],
  [
    ['rsqrt', 'inv sqrt', 'inverse sqrt', 'inverse square root', 'get inverse sqrt schedule'],
    ['inverseSquareRoot', 'transformers.inverse_sqrt'],
  ],
  [['transformer', 'vaswani', 'attention is all you need'], ['noam']],
  [
    ['chain', 'sequential', 'join', 'concatenate'],
    ['Sequence', 'torch.SequentialLR', 'optax.join_schedules'],
  ],
];

/** A name without what people spell in different ways. */
export const plainName = (name: string) => name.toLowerCase().replace(/[\s_-]/g, '');

const schedulesByName = new Map(
  called.flatMap(([names, schedules]) => names.map((name) => [plainName(name), schedules])),
);

/** The schedules that people call by a name; none where it is no such name. */
export const schedulesCalled = (name: string): readonly string[] => schedulesByName.get(plainName(name)) ?? [];
