import fc from 'fast-check';

// What fast-check finds it makes smaller, for hours where numbers shrink by their last bits: a failure must end too.
fc.configureGlobal({ interruptAfterTimeLimit: 60_000 });
