const TRAPEZOID: Objective = Objective {
    id: "trapezoid",
    label: "Trapezoid",
    help: "Compares the mean of the field at two samples with the mean velocity between them.",
    needs_law: false,
    window: Window::States(2),
    target: difference,
    predict: |model, inputs| {
        let [before, after] = [&inputs.states[0], &inputs.states[1]];
        Ok(((model.field(before)? + model.field(after)?)? * 0.5)?)
    },
    evaluations: 2,
};
