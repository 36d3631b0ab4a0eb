/**
 * What a number among a schedule's options is an amount of:
 *
 * - `steps`: optimizer updates, which a recipe may give in epochs or percent of the run, too
 * - `rate`: a learning rate, or what else is scheduled
 * - `fraction`: a part of something, from 0 to 1 as a rule
 * - `number`: anything else, such as a power
 * - `none`: nothing; the option is there since the framework has it, and changes no rate here
 */
export type Quantity = 'steps' | 'rate' | 'fraction' | 'number' | 'none';

const names: Readonly<Record<Exclude<Quantity, 'number'>, string>> = {
  steps:
    'boundaries boundariesAndScales decaySteps decayT firstDecaySteps firstSteps milestones numDecaySteps numStableSteps ' +
    'numTrainingSteps numWarmupSteps offset scheduleSteps shift stableSteps stableTimescale stepSize stepSizeDown ' +
    'stepSizeUp steps stepsPerEpoch t0 tInitial tMax timescale totalDecaySteps totalIters totalSteps transitionBegin ' +
    'transitionSteps warmupSteps warmupT Clamp.from Clamp.to',
  rate:
    'baseLr end endLearningRate endValue etaMin from initValue initialLearningRate lrEnd lrMin maxLr minLr peak ' +
    'peakValue preOffsetLearningRate to value values warmupLearningRate warmupLrInit warmupTarget',
  fraction:
    'alpha baseMomentum decayRatio endFactor lengths linearDecayFraction maxMomentum minLrRate minLrRatio pctFinal ' +
    'pctStart startFactor warmupLrRate',
  none: 'SequentialLR.baseLr OneCycleLR.baseLr initialize lastEpoch name noisePct noiseRangeT noiseSeed noiseStd scaleFn scaleMode tInEpochs',
};

const quantities = new Map<string, Quantity>(
  Object.entries(names).flatMap(([quantity, list]) =>
    list.split(' ').map((name) => [name, quantity as Quantity] as const),
  ),
);

/** The quantity of a schedule's option; `schedule` is the name of the class or function. */
export function quantityOf(schedule: string, option: string): Quantity {
  return quantities.get(`${schedule}.${option}`) ?? quantities.get(option) ?? 'number';
}
