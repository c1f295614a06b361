using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Sms.Tests;

/// <summary>An activation that can be told to go, and nothing else.</summary>
internal abstract class GrainContextStandIn : IGrainContext
{
    public abstract Task Deactivated { get; }

    public GrainReference GrainReference => throw new NotSupportedException();

    public GrainId GrainId => throw new NotSupportedException();

    public object GrainInstance => throw new NotSupportedException();

    public ActivationId ActivationId => throw new NotSupportedException();

    public GrainAddress Address => throw new NotSupportedException();

    public IServiceProvider ActivationServices => throw new NotSupportedException();

    public IGrainLifecycle ObservableLifecycle => throw new NotSupportedException();

    public IWorkItemScheduler Scheduler => throw new NotSupportedException();

    public abstract void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);

    public void SetComponent<TComponent>(TComponent? value) where TComponent : class => throw new NotSupportedException();

    public object GetComponent(Type componentType) => throw new NotSupportedException();

    public object GetTarget() => throw new NotSupportedException();

    public void ReceiveMessage(object message) => throw new NotSupportedException();

    public void Activate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public void Rehydrate(IRehydrationContext context) => throw new NotSupportedException();

    public void Migrate(Dictionary<string, object>? requestContext, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);
}
